using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A function of a batch of rows, compiled once for each size of batch and run as often as wanted. Several threads may use it: their calls
/// take turns.
/// </summary>
/// <param name="name">What the rows are, for listings.</param>
/// <param name="width">The numbers of a row.</param>
/// <param name="function">From rows, [batch, width], to a result of any shape.</param>
/// <param name="options">Workers and seed; by default the calling thread.</param>
public sealed class BatchFunction(
    string name,
    int width,
    Func<Tensor, Tensor> function,
    CompiledGraphOptions? options = null
) : IDisposable
{
    // As measured (bench `batches`): a full vector takes a tenth less than one with idle lanes, and below 8 rows each one counts.
    private const int Lanes = 16;
    private const int Few = 8;

    // Of writing a graph's input, running it and reading its result no other thread may do a part.
    private readonly Lock turn = new();
    private readonly BatchGraphs<Compiled> graphs = new(rows => new Compiled(name, rows, width, function, options));

    /// <summary>Computes the result of exactly these rows.</summary>
    /// <param name="rows">Row by row; at least one.</param>
    /// <param name="result">Takes the result, row-major.</param>
    /// <param name="step">The number of the run, by which its random numbers differ from those of others.</param>
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
    /// Computes the results of these rows, each of which depends on its row alone. The batch is filled up, with its last row, to a size that is
    /// no slower, so that a few programs serve all sizes.
    /// </summary>
    /// <param name="rows">Row by row; at least one.</param>
    /// <param name="results">Takes as many results as there are rows.</param>
    /// <param name="step">The number of the run, by which its random numbers differ from those of others.</param>
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

    /// <summary>The size to which a batch of so many rows is filled up: the next power of two up to 8, then the next multiple of 16.</summary>
    public static int FilledUp(int rows) =>
        rows <= Few
            ? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, rows))
            : checked(rows + Lanes - 1) / Lanes * Lanes;

    /// <summary>Disposes of the programs.</summary>
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
                    $"{wanted.Length} places do not hold {count} results of {perRow}.",
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
