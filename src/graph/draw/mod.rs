//! Drawings of a view: DOT for Graphviz, `GraphML`, GEXF and Cytoscape JSON for other programs, and a page that needs
//! nothing but a browser.
//!
//! Each writer takes a [`View`](super::view::View) and gives the whole file as a string; none can fail, whatever the
//! names and sentences hold.

pub mod cytoscape;
pub mod dot;
pub mod gexf;
pub mod graphml;
pub mod graphviz;
pub mod html;
mod label;
mod layout;
mod legend;
pub mod look;
mod text;
mod xml;
