using Likeness.Bench.Racing;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Bench.Works;

/// <summary>The product of two square matrices that lie row after row.</summary>
internal sealed class MatMulWork : Work
{
    private readonly Parameter a;
    private readonly Parameter b;
    private readonly Tensor product;
    private readonly Compute.Compilation.Program program;

    private MatMulWork(int size, bool onOneCore, WorkerPool? workers, bool isSmall)
    {
        int extent = isSmall ? size / 32 : size;
        a = New("a", extent);
        b = New("b", extent);
        product = a.Tensor.MatMul(b);
        program = Compute.Compilation.Program.Compile([product], null, new ProgramOptions(onOneCore ? null : workers));
        Measures =
        [
            new(
                Name(size, onOneCore),
                Unit.Milliseconds,
                seconds => 1e3 * Median.Of(program.Run, seconds),
                program,
                IsOnOneCore: onOneCore
            ),
        ];
    }

    /// <summary>The parts of the race: each size on one core, and on all.</summary>
    public static IEnumerable<RacePart> Parts =>
        from size in (int[])[512, 1024, 2048, 4096]
        from onOneCore in (bool[])[true, false]
        select new RacePart(
            Name(size, onOneCore),
            (workers, isSmall) => new MatMulWork(size, onOneCore, workers, isSmall)
        );

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<float> RunOnce()
    {
        program.Run();
        float[] values = new float[product.Shape.Count];
        program.Read(product, values);
        return values;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        program.Dispose();
        a.Dispose();
        b.Dispose();
    }

    private static string Name(int size, bool onOneCore) =>
        $"{size} × {size}, {(onOneCore ? "one core" : "all cores")}";

    private static Parameter New(string name, int extent)
    {
        var parameter = new Parameter(name, [extent, extent]);
        var random = new PhiloxRandom(1, 0);
        foreach (ref float value in parameter.Values)
        {
            value = (float)((2 * random.NextDouble()) - 1);
        }

        return parameter;
    }
}
