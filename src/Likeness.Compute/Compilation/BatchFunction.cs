using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>A function of a batch of rows, compiled once for each size of batch and run as often as wanted.</summary>
/// <param name="name">What the rows are, for listings.</param>
/// <param name="width">The numbers of a row.</param>
/// <param name="function">From rows, [batch, width], to a result of any shape.</param>
/// <param name="options">Workers and seed; by default the calling thread.</param>
public sealed class BatchFunction(string name, int width, Func<Tensor, Tensor> function, ProgramOptions? options = null)
    : IDisposable
{
    // As measured (bench `batches`): a full vector takes a tenth less than one with idle lanes, and below 8 rows each one counts.
    private const int Lanes = 16;
    private const int Few = 8;

    private readonly BatchPrograms<Compiled> programs = new(rows => new Compiled(name, rows, width, function, options));

    /// <summary>Computes the result of exactly these rows.</summary>
    /// <param name="rows">Row by row; at least one.</param>
    /// <param name="result">Takes the result, row-major.</param>
    /// <param name="step">The number of the run, by which its random numbers differ from those of others.</param>
    /// <exception cref="ArgumentException">The result has another length.</exception>
    public void Of(ReadOnlySpan<float> rows, Span<float> result, ulong step = 0) =>
        programs.For(rows.Length / width).Run(rows, result, step);

    /// <summary>
    /// Computes the results of these rows, each of which depends on its row alone. The batch is filled up, with its last row, to a size that is
    /// no slower, so that a few programs serve all sizes.
    /// </summary>
    /// <param name="rows">Row by row; at least one.</param>
    /// <param name="results">Takes as many results as there are rows.</param>
    /// <param name="step">The number of the run, by which its random numbers differ from those of others.</param>
    /// <exception cref="ArgumentException">There are more or fewer results than rows.</exception>
    public void OfEach(ReadOnlySpan<float> rows, Span<float> results, ulong step = 0)
    {
        int count = rows.Length / width;
        int filled = FilledUp(count);
        if (filled == count)
        {
            Of(rows, results, step);
        }
        else
        {
            programs.For(filled).RunFilled(rows, results, step);
        }
    }

    /// <summary>The size to which a batch of so many rows is filled up: the next power of two up to 8, then the next multiple of 16.</summary>
    public static int FilledUp(int rows) =>
        rows <= Few
            ? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, rows))
            : (rows + Lanes - 1) / Lanes * Lanes;

    /// <summary>Disposes of the programs.</summary>
    public void Dispose() => programs.Dispose();

    private sealed class Compiled : IDisposable
    {
        private readonly int width;
        private readonly Tensor input;
        private readonly Tensor output;
        private readonly Program program;
        private readonly float[] rows;
        private readonly float[] results;

        public Compiled(string name, int count, int width, Func<Tensor, Tensor> function, ProgramOptions? options)
        {
            this.width = width;
            input = Tensor.Input(name, [count, width]);
            output = function(input);
            program = Program.Compile([output], options: options);
            rows = new float[count * width];
            results = new float[output.Shape.Count];
        }

        public void Run(ReadOnlySpan<float> values, Span<float> result, ulong step)
        {
            program.Write(input, values);
            program.Step = step;
            program.Run();
            program.Read(output, result);
        }

        public void RunFilled(ReadOnlySpan<float> given, Span<float> wanted, ulong step)
        {
            int count = given.Length / width;
            int perRow = results.Length / (rows.Length / width);
            if (wanted.Length != count * perRow)
            {
                throw new ArgumentException(
                    $"{wanted.Length} places do not hold {count} results of {perRow}.",
                    nameof(wanted)
                );
            }

            given.CopyTo(rows);
            for (int place = given.Length; place < rows.Length; place += width)
            {
                given[^width..].CopyTo(rows.AsSpan(place));
            }

            Run(rows, results, step);
            results.AsSpan(0, wanted.Length).CopyTo(wanted);
        }

        public void Dispose() => program.Dispose();
    }
}
