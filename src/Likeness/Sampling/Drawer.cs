using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>
/// Draws rows of model space, a fixed number at a time. A row is a function of the weights, the seed and the row's number alone,
/// whatever the number of threads. One thread may use a drawer at a time.
/// </summary>
internal sealed class Drawer : IDisposable
{
    private readonly float[] values;
    private readonly Tensor draw;
    private readonly Lazy<Program> program;

    /// <summary>Prepares to draw.</summary>
    /// <param name="model">The model.</param>
    /// <param name="chunk">Rows that are drawn together.</param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
    public Drawer(GenerativeModel model, int chunk, WorkerPool? workers)
    {
        values = new float[chunk * model.Dimensions];
        draw = model.Draw(chunk);
        program = new Lazy<Program>(() => Program.Compile([draw], options: new ProgramOptions(workers)));
    }

    /// <summary>One chunk of rows, row by row; valid until the next is drawn.</summary>
    public ReadOnlySpan<float> Draw(int chunk, ulong seed)
    {
        program.Value.Seed = RandomUse.Samples.Seed(seed);
        program.Value.Step = (ulong)chunk;
        program.Value.Run();
        program.Value.Read(draw, values);
        return values;
    }

    public void Dispose()
    {
        if (program.IsValueCreated)
        {
            program.Value.Dispose();
        }
    }
}
