using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Program = Likeness.Compute.Compilation.Program;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Convolutions that are computed tile by tile: which they are, and what must not change with that.</summary>
public sealed class WinogradTests
{
    private const int Samples = 16;
    private const int Channels = 32;
    private const int Side = 8;
    private const string Name = "by Winograd's way";

    private static readonly float[] Image =
    [
        .. new RandomValues(3).Uniform(Samples * Channels * Side * Side).Select(x => (float)x),
    ];

    [Fact]
    public void ThreeByThreeOfManyChannelsIs()
    {
        using var kernels = Kernels();
        Tensor y = Input.Convolve(kernels.Tensor, [Window.Padded(1), Window.Padded(1)]);
        using Program forth = Program.Compile([y]);
        Assert.Contains(Name, Flat(forth), StringComparison.Ordinal);
        using Program back = Program.Compile([Gradient.Of(y.Square().Sum(), kernels.Tensor)[0]]);
        Assert.Contains(
            $"convolve-weight [{Samples}, {Channels}, {Side}, {Side}]·[{Samples}, {Channels}, {Side}, {Side}] {Name}",
            Flat(back),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WhatSeesThePastAloneIsNotAndDependsOnNothingLater()
    {
        using var kernels = Kernels();
        Tensor y = Input.Convolve(kernels.Tensor, [Window.Causal(3), Window.Padded(1)]);
        using Program program = Program.Compile([y]);
        Assert.DoesNotContain(Name, Flat(program), StringComparison.Ordinal);
        float[] before = Run(program, y, Image);
        float[] changed = [.. Image.Select((x, i) => i / Side % Side >= 3 ? x + 1000 : x)];
        float[] after = Run(program, y, changed);
        for (int i = 0; i < before.Length; i++)
        {
            Assert.True(i / Side % Side >= 3 || before[i] == after[i], $"element {i} changed");
        }
    }

    [Fact]
    public void ANanReachesAllThatSeeIt()
    {
        using var kernels = Kernels();
        Tensor y = Input.Convolve(kernels.Tensor, [Window.Padded(1), Window.Padded(1)]);
        using Program program = Program.Compile([y]);
        float[] broken = [.. Image];
        int place = (((5 * Channels) + 4) * Side * Side) + (2 * Side) + 3;
        broken[place] = float.NaN;
        float[] values = Run(program, y, broken);
        for (int i = 0; i < values.Length; i++)
        {
            (int sample, int row, int column) = (i / (Channels * Side * Side), i / Side % Side, i % Side);
            bool sees = sample == 5 && row is >= 1 and <= 3 && column is >= 2 and <= 4;
            bool isNear = sample == 5 && row is >= 0 and <= 4 && column is >= 1 and <= 5;
            Assert.True(float.IsNaN(values[i]) ? isNear : !sees, $"element {i}");
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void TheNumberOfWorkersChangesNoBit(int workers)
    {
        using var pool = new WorkerPool(workers);
        Assert.Equal(Step(null), Step(pool));
    }

    private static Tensor Input { get; } = Tensor.Input("x", [Samples, Channels, Side, Side]);

    private static Parameter Kernels()
    {
        var kernels = new Parameter("w", [3, 3, Channels, Channels]);
        new RandomValues(4).Uniform(kernels.Shape.Count).Select(x => (float)x).ToArray().CopyTo(kernels.Values);
        return kernels;
    }

    private static float[] Step(WorkerPool? pool)
    {
        using var kernels = Kernels();
        Tensor y = Input.Convolve(kernels.Tensor, [Window.Padded(1), Window.Padded(1)]).Relu();
        Tensor[] gradients = Gradient.Of(y.Square().Sum(), Input, kernels.Tensor);
        using Program program = Program.Compile([y, .. gradients], options: new ProgramOptions(pool));
        float[] first = Run(program, y, Image);
        float[] second = Run(program, gradients[0], Image);
        return [.. first, .. second, .. Run(program, gradients[1], Image)];
    }

    private static float[] Run(Program program, Tensor wanted, float[] image)
    {
        program.Write(Input, image);
        program.Run();
        var values = new float[wanted.Shape.Count];
        program.Read(wanted, values);
        return values;
    }

    private static string Flat(Program program) =>
        System.Text.RegularExpressions.Regex.Replace(program.Explain(), @"\s+", " ");
}
