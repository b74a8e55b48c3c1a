using Likeness.Bench.Racing;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Bench.Works;

/// <summary>
/// Attention of four heads of 32 features, forward and backward from a given gradient. Everything lies in the program's own order, as
/// inside a network.
/// </summary>
internal sealed class AttentionWork : Work
{
    private const int Width = 128;
    private const int Heads = 4;
    private readonly Tensor[] results;
    private readonly Compute.Compilation.Program program;

    /// <summary>Compiles a case.</summary>
    /// <param name="name">The case's name.</param>
    /// <param name="batch">How many sequences.</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="workers">Who does the work.</param>
    public AttentionWork(string name, int batch, int length, WorkerPool? workers)
    {
        Shape shape = [batch, length, Width];
        Tensor[] inputs = [.. Enumerable.Range(0, 4).Select(i => Tensor.Input($"{i}", shape))];
        Tensor mixed = Tensor.Attention(inputs[0], inputs[1], inputs[2], Heads);
        results = [mixed, .. Gradient.Of((mixed * inputs[3]).Sum(), inputs[..3])];
        program = Compute.Compilation.Program.Compile(results, null, new ProgramOptions(workers));
        var random = new PhiloxRandom(1, 0);
        foreach (Tensor input in inputs)
        {
            float[] values = new float[input.Shape.Count];
            foreach (ref float value in values.AsSpan())
            {
                value = (float)random.NextNormal();
            }

            program.Write(input, values);
        }

        Measures = [new(name, Unit.Milliseconds, seconds => 1e3 * Median.Of(program.Run, seconds), program)];
    }

    /// <summary>All cases: short and long, many sequences and one.</summary>
    public static IReadOnlyList<RacePart> Parts { get; } =
    [
        .. new[] { (64, 64), (64, 256), (1, 64), (1, 256), (1, 1024), (1, 2048) }.Select(one =>
        {
            (int batch, int length) = one;
            string name = $"batch {batch}, length {length}";
            return new RacePart(
                name,
                (pool, small) => new AttentionWork(name, small ? 1 : batch, small ? 8 : length, pool)
            );
        }),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<float> RunOnce()
    {
        program.Run();
        var all = new List<float>();
        foreach (Tensor result in results)
        {
            float[] values = new float[result.Shape.Count];
            program.Read(result, values);
            all.AddRange(values);
        }

        return all;
    }

    /// <inheritdoc/>
    public override void Dispose() => program.Dispose();
}
