using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A function of a batch of rows. It is compiled once for each batch size and can be run any number of times. Thread-safe: concurrent calls run
/// one after another.
/// </summary>
/// <param name="name">The name of the rows, for listings.</param>
/// <param name="width">The number of values in a row.</param>
/// <param name="function">From rows, [batch, width], to a result of any shape.</param>
/// <param name="options">Workers and seed; by default the calling thread.</param>
public sealed class BatchFunction(
    string name,
    int width,
    Func<Tensor, Tensor> function,
    CompiledGraphOptions? options = null
) : IDisposable
{
    // Measured with the bench `batches`: a full vector takes a tenth less time than one with idle lanes; below 8 rows each row counts.
    private const int Lanes = 16;
    private const int Few = 8;

    // Held over writing a graph's input, running it and reading its result.
    private readonly Lock turn = new();
    private readonly BatchGraphs<Compiled> graphs = new(rows => new Compiled(name, rows, width, function, options));

    /// <summary>Computes the result for exactly these rows.</summary>
    /// <param name="rows">Row by row; at least one.</param>
    /// <param name="result">Receives the result, row-major.</param>
    /// <param name="step">The index of the run; runs with different indices use different random numbers.</param>
    /// <exception cref="ArgumentException">There is no whole row, or the result has another length.</exception>
    /// <exception cref="ObjectDisposedException">The function was disposed.</exception>
    public void Evaluate(ReadOnlySpan<float> rows, Span<float> result, ulong step = 0)
    {
        int count = Count(rows);
        lock (turn)
        {
            graphs.For(count).Run(rows, result, step);
        }
    }

    /// <summary>
    /// Computes the results of these rows, each of which depends only on its row. The batch is padded with copies of its last row
    /// to a size that is not slower, so that a few compiled graphs serve all sizes.
    /// </summary>
    /// <param name="rows">Row by row; at least one.</param>
    /// <param name="results">Receives one result for each row.</param>
    /// <param name="step">The index of the run; runs with different indices use different random numbers.</param>
    /// <exception cref="ArgumentException">There is no whole row, or there are more or fewer results than rows.</exception>
    /// <exception cref="ObjectDisposedException">The function was disposed.</exception>
    public void EvaluateEach(ReadOnlySpan<float> rows, Span<float> results, ulong step = 0)
    {
        int count = Count(rows);
        int filled = FilledUp(count);
        if (filled == count)
        {
            Evaluate(rows, results, step);
        }
        else
        {
            lock (turn)
            {
                graphs.For(filled).RunFilled(rows, results, step);
            }
        }
    }

    /// <summary>The size to which a batch is padded: the next power of two up to 8, then the next multiple of 16.</summary>
    public static int FilledUp(int rows) =>
        rows <= Few
            ? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, rows))
            : checked(rows + Lanes - 1) / Lanes * Lanes;

    /// <summary>Disposes the compiled graphs.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            graphs.Dispose();
        }
    }

    private int Count(ReadOnlySpan<float> rows) =>
        width > 0 && rows.Length >= width && rows.Length % width == 0
            ? rows.Length / width
            : throw new ArgumentException($"{rows.Length} values are no rows of {width}.", nameof(rows));

    private sealed class Compiled : IDisposable
    {
        private readonly int width;
        private readonly Tensor input;
        private readonly Tensor output;
        private readonly CompiledGraph graph;
        private readonly float[] rows;
        private readonly float[] results;

        public Compiled(string name, int count, int width, Func<Tensor, Tensor> function, CompiledGraphOptions? options)
        {
            this.width = width;
            input = Tensor.Input(name, [count, width]);
            output = function(input);
            graph = CompiledGraph.Compile([output], options: options);
            rows = new float[count * width];
            results = new float[output.Shape.Count];
        }

        public void Run(ReadOnlySpan<float> values, Span<float> result, ulong step)
        {
            graph.Write(input, values);
            graph.Step = step;
            graph.Run();
            graph.Read(output, result);
        }

        public void RunFilled(ReadOnlySpan<float> known, Span<float> wanted, ulong step)
        {
            int count = known.Length / width;
            int perRow = results.Length / (rows.Length / width);
            if (wanted.Length != count * perRow)
            {
                throw new ArgumentException(
                    $"{wanted.Length} elements cannot hold {count} results of {perRow}.",
                    nameof(wanted)
                );
            }

            known.CopyTo(rows);
            for (int position = known.Length; position < rows.Length; position += width)
            {
                known[^width..].CopyTo(rows.AsSpan(position));
            }

            Run(rows, results, step);
            results.AsSpan(0, wanted.Length).CopyTo(wanted);
        }

        public void Dispose() => graph.Dispose();
    }
}
