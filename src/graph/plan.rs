//! How a question was answered: the steps of its evaluation, with the rows and the time of each.

use std::fmt;

use oxigraph::sparql::QueryExplanation;
use serde_json::Value;

use super::query_error::QueryError;

/// A step of an evaluation and the steps that feed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    label: String,
    rows: u64,
    seconds: f64,
    inputs: Vec<Plan>,
}

impl Plan {
    /// The plan that `explanation` holds, read from the one form that it gives: JSON.
    ///
    /// # Errors
    /// [`QueryError::Failed`] if that has changed its form.
    pub fn new(explanation: &QueryExplanation) -> Result<Self, QueryError> {
        let changed = |error: &dyn fmt::Display| {
            QueryError::Failed(format!("the plan cannot be read: {error}"))
        };
        let mut json = Vec::new();
        explanation
            .write_in_json(&mut json)
            .map_err(|error| changed(&error))?;
        let value: Value = serde_json::from_slice(&json).map_err(|error| changed(&error))?;
        value
            .get("plan")
            .map(Self::read)
            .ok_or_else(|| changed(&"it has no member \"plan\""))
    }

    fn read(value: &Value) -> Self {
        let text = value["name"].as_str().unwrap_or_default();
        let inputs = value["children"].as_array().map_or(&[][..], Vec::as_slice);
        Self {
            label: text.to_owned(),
            rows: value["number of results"].as_u64().unwrap_or_default(),
            seconds: value["duration in seconds"].as_f64().unwrap_or_default(),
            inputs: inputs.iter().map(Self::read).collect(),
        }
    }

    fn write(&self, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rows, milliseconds) = (self.rows, self.seconds * 1000.0);
        let indent = "  ".repeat(depth);
        writeln!(f, "{rows:>10} {milliseconds:>9.1}  {indent}{}", self.label)?;
        self.inputs
            .iter()
            .try_for_each(|input| input.write(depth + 1, f))
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>10} {:>9}  step", "rows", "ms")?;
        self.write(0, f)
    }
}
