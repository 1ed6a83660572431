"""Thins the feed-forward layers: keeps the inner units that say most, and what the optimiser knows of them."""

import torch
import torch.nn.functional as F

import data


@torch.no_grad()
def prune(model, optimiser, average, items, inner):
    """Keeps `inner` units of each layer: those with the greatest mean |activation| times the norm of their output
    weights, over the sentences `items`. Changes the model, its moving average and the optimiser's state in place."""
    model.eval()
    layers = model.encoder.layers
    sums = [torch.zeros(layer.up.out_features) for layer in layers]

    def listen(number):
        # Padding is counted too: it is the same for all units.
        return lambda module, inputs, output: sums[number].add_(F.gelu(output).abs().flatten(0, -2).mean(0))

    handles = [layer.up.register_forward_hook(listen(i)) for i, layer in enumerate(layers)]
    for start in range(0, len(items), 32):
        model.encode(data.collate(items[start : start + 32]))
    for handle in handles:
        handle.remove()
    names = {id(p): n for n, p in model.named_parameters()}
    for layer, total in zip(layers, sums):
        weight = total * layer.down.weight.norm(dim=0)
        keep = weight.topk(inner).indices.sort().values
        print(f"kept {inner} of {len(total)} units with {weight[keep].sum() / weight.sum():.3f} of the weight", flush=True)
        for parameter, dim in ((layer.up.weight, 0), (layer.up.bias, 0), (layer.down.weight, 1)):
            cut = lambda tensor: tensor.index_select(dim, keep).clone()
            parameter.data = cut(parameter.data)
            parameter.grad = None
            average[names[id(parameter)]] = cut(average[names[id(parameter)]])
            for key, value in optimiser.state[parameter].items():
                if torch.is_tensor(value) and value.dim():
                    optimiser.state[parameter][key] = cut(value)
        layer.up.out_features = layer.down.in_features = inner
    model.c.inner = inner
    model.train()
