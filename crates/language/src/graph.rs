//! The encoder: an ONNX graph with int8 weights, run by rten on one thread.
//!
//! rten chooses its kernels by the processor at run time (AVX-512 with VNNI, AVX2, NEON …), so no build flag is needed. All of them give the
//! same bits where the processor multiplies and adds in one rounding (FMA): products of int8 are exact, and products of floats add up each
//! number by itself, in order. What they would add up side by side, as many lanes as they have, the graph makes of such products
//! (`training/order.py`).

use std::sync::{Arc, Mutex, PoisonError};

use rten::{NodeId, RunOptions, ThreadPool, ValueOrView, op_registry};
use rten_tensor::{NdTensor, NdTensorView, prelude::*};

use crate::Error;
use crate::rows::Rows;
use crate::windows::Window;

/// The graph with the handles of its inputs and outputs.
pub(crate) struct Graph {
    model: rten::Model,
    inputs: [NodeId; 6],
    outputs: [NodeId; 2],
    widths: (usize, usize),
    /// Idle threads, one for each call that ever ran beside others.
    idle: Mutex<Vec<Arc<ThreadPool>>>,
}

impl Graph {
    /// Loads the graph. `widths` are those of its two outputs, `syntax` and `meaning`.
    pub(crate) fn load(bytes: &[u8], widths: (usize, usize)) -> Result<Self, Error> {
        let ops = op_registry!(
            Add,
            Cast,
            Concat,
            Div,
            DynamicQuantizeLinear,
            Exp,
            Gather,
            Gelu,
            MatMul,
            MatMulInteger,
            Mul,
            Reciprocal,
            ReduceMax,
            Reshape,
            Split,
            Sqrt,
            Squeeze,
            Sub,
            Transpose
        );
        let failed = |error: &dyn std::error::Error| Error::Graph(error.to_string());
        let mut options = rten::ModelOptions::with_ops(ops);
        options.prepack_weights(true);
        let model = options.load(bytes.to_vec()).map_err(|error| failed(&error))?;
        let node = |name: &str| model.node_id(name).map_err(|error| failed(&error));
        let inputs =
            [node("ids")?, node("casing")?, node("glue")?, node("quote")?, node("places")?, node("first")?];
        let outputs = [node("syntax")?, node("meaning")?];
        Ok(Self { model, inputs, outputs, widths, idle: Mutex::default() })
    }

    /// Runs `work` on a thread of its own, on which the graph is then run.
    ///
    /// rten runs a graph on a pool of threads. A pool of one, taken for the whole of an article, makes results
    /// independent of how many articles are analysed side by side; a plain thread in between keeps callers that are
    /// workers of a rayon pool from taking up other articles while they wait.
    pub(crate) fn on_one_thread<R: Send>(&self, work: impl FnOnce(&OneThread) -> R + Send) -> R {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let pool = idle().pop().unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let thread = OneThread { graph: self, pool: Arc::clone(&pool) };
        let result = std::thread::scope(|scope| {
            let handle = scope.spawn(|| thread.pool.run(|| work(&thread)));
            handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        idle().push(pool);
        result
    }
}

/// The graph, held by one thread.
pub(crate) struct OneThread<'g> {
    graph: &'g Graph,
    pool: Arc<ThreadPool>,
}

impl OneThread<'_> {
    /// The rows of a window's words.
    pub(crate) fn run(&self, window: &Window) -> Result<Rows, Error> {
        let n = window.pieces.len();
        let n_words = window.first.len();
        // A product with a single row is added up in lanes, so a word that is alone comes twice.
        let mut words = window.first.clone();
        let n_rows = n_words.max(2);
        words.resize(n_rows, words.last().copied().unwrap_or_default());
        let numbers = |read: &dyn Fn(usize) -> i32| -> Vec<i32> { (0..n).map(read).collect() };
        let pieces = &window.pieces;
        let columns = [
            numbers(&|at| pieces[at].id),
            numbers(&|at| pieces[at].casing),
            numbers(&|at| pieces[at].glue),
            numbers(&|at| pieces[at].quote),
            numbers(&|at| (at as u32).cast_signed()),
            words,
        ];
        let inputs: Vec<(NodeId, ValueOrView)> = self
            .graph
            .inputs
            .into_iter()
            .zip(&columns)
            .map(|(id, column)| (id, NdTensorView::from_data([column.len()], column.as_slice()).into()))
            .collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.pool)));
        let outputs = self.graph.model.run_n(inputs, self.graph.outputs, Some(options));
        let [syntax, meaning] = outputs.map_err(|error| Error::Graph(error.to_string()))?;
        let table = |value: rten::Value, width: usize| -> Result<Vec<f32>, Error> {
            let table: NdTensor<f32, 2> =
                value.try_into().map_err(|_| Error::Graph("an output is no table of floats".to_owned()))?;
            if table.shape() != [n_rows, width] {
                return Err(Error::Graph(format!("an output has the shape {:?}", table.shape())));
            }
            let mut rows = table.into_data();
            rows.truncate(n_words * width);
            Ok(rows)
        };
        let widths = self.graph.widths;
        Ok(Rows::of(table(syntax, widths.0)?, table(meaning, widths.1)?, widths))
    }
}
