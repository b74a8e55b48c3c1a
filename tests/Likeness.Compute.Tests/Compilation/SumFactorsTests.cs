using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Moving a factor out of a sum keeps the documented promises for finite and for other numbers.</summary>
public sealed class SumFactorsTests
{
    private static readonly Tensor A = Tensor.Input("a", [4, 3]);
    private static readonly Tensor S = Tensor.Input("s", [1, 3]);

    public static TheoryData<string, Func<Tensor, Tensor, Tensor>> Sums =>
        new()
        {
            { "a · s", (a, s) => (a * s).Sum([0]) },
            { "s · a · a", (a, s) => (s * a * a).Sum([0]) },
            { "a / s", (a, s) => (a / s).Sum([0]) },
            { "−(a · s) · s", (a, s) => (-(a * s) * s).Sum([0]) },
            { "a · s + a² · s", (a, s) => ((a * s) + (a.Square() * s)).Sum([0]) },
            { "s, as often as there is an a", (a, s) => (s * Tensor.Constant([4, 1], 1)).Sum([0]) + (0 * a.Sum()) },
        };

    [Theory]
    [MemberData(nameof(Sums), DisableDiscoveryEnumeration = true)]
    public void IsTheSameSum(string what, Func<Tensor, Tensor, Tensor> sum)
    {
        var random = new RandomValues(8);
        Compiled.Agrees(
            sum(A, S),
            new Dictionary<Tensor, double[]> { [A] = random.Uniform(12), [S] = [0.5, -3, 1e-3] },
            2e-6
        );
        Assert.True(IsTakenOut(sum(A, S)), what);
    }

    [Fact]
    public void ANumberAloneStaysInside()
    {
        Assert.False(IsTakenOut((A * 0.25f).Sum([0])));
        Assert.False(IsTakenOut((0.5f * (A / 3)).Sum([0])));
        // The mean of large numbers that are divided first stays finite.
        Assert.Equal([1e38f, 1e38f, -1e38f], Run((A * 0.25f).Sum([0]), Repeated(1e38f, 1e38f, -1e38f), [1, 1, 1]));
    }

    [Fact]
    public void WhereTheSumOverflowsSoDoesTheResult()
    {
        float[] found = Run((A * S).Sum([0]), Repeated(1e38f, -1e38f, 5e37f), [1e-3f, 1e-3f, 1e-3f]);
        Assert.Equal(float.PositiveInfinity, found[0]);
        Assert.Equal(float.NegativeInfinity, found[1]);
        Assert.Equal(2e35f, found[2], 1e30f);
    }

    [Theory]
    [InlineData(float.PositiveInfinity, 0, 1)] // the sum itself is NaN
    [InlineData(float.NegativeInfinity, 2, 1)]
    [InlineData(float.PositiveInfinity, 2, -1)]
    [InlineData(float.NaN, 1, 1)]
    [InlineData(1, float.NaN, 1)]
    [InlineData(1, float.PositiveInfinity, 1)]
    [InlineData(0, float.NaN, 1)]
    [InlineData(0, float.PositiveInfinity, 1)]
    [InlineData(0, float.NegativeInfinity, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, 0, 0)]
    public void WhatIsNotFiniteStaysSo(float s, float first, float second)
    {
        float[] a = [first, 1, 1, second, 1, 1, second, 1, 1, second, 1, 1];
        foreach (Func<Tensor, Tensor, Tensor> sum in new[] { Times, TimesTwice, Added })
        {
            float[] found = Run(sum(A, S), a, [s, 2, 2]);
            Assert.False(float.IsFinite(found[0]), $"{found[0]}");
            Assert.True(float.IsFinite(found[1]));
        }
    }

    [Theory]
    [InlineData(0, 0, 1)] // the sum itself is NaN
    [InlineData(0, 1, 1)]
    [InlineData(0, 1, -1)]
    [InlineData(float.NaN, 1, 1)]
    [InlineData(2, float.NaN, 1)]
    [InlineData(2, float.PositiveInfinity, 1)]
    public void NorIsWhatIsDivided(float s, float first, float second)
    {
        float[] found = Run((A / S).Sum([0]), [first, 1, 1, second, 1, 1, second, 1, 1, second, 1, 1], [s, 2, 2]);
        Assert.False(float.IsFinite(found[0]), $"{found[0]}");
        Assert.Equal(2, found[1]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ASumOfNothingIsZero(float s)
    {
        Tensor none = Tensor.Input("none", [0, 3]);
        foreach (Func<Tensor, Tensor, Tensor> sum in new[] { Times, TimesTwice, Added, (a, s) => (a / s).Sum([0]) })
        {
            Assert.Equal([0, 0, 0], Run(sum(none, S), [], [s, 0, 1], none));
        }
    }

    private static Tensor Times(Tensor a, Tensor s) => (a * s).Sum([0]);

    private static Tensor TimesTwice(Tensor a, Tensor s) => (-(a * s) * (s + 1)).Sum([0]);

    private static Tensor Added(Tensor a, Tensor s) => ((a * s) + (a * a * s)).Sum([0]);

    /// <summary>Whether the addends have lost their factors.</summary>
    private static bool IsTakenOut(Tensor sum)
    {
        Tensor simple = new Simplifier().Simplify([sum])[0];
        return !Tensor
            .Ancestors([simple])
            .Any(node => node.Op is ReduceOp && Tensor.Ancestors([node]).Any(IsMatMulWithAFactor));
    }

    private static bool IsMatMulWithAFactor(Tensor node) =>
        (node.Op == BinaryOps.Multiply || node.Op == BinaryOps.Divide)
        && node.Inputs.Any(input =>
            input.Op is Expand && (input.Inputs[0] == S || Simplifier.Uniform(input) is not null)
        );

    private static float[] Repeated(params float[] row) => [.. row, .. row, .. row, .. row];

    private static float[] Run(Tensor output, float[] a, float[] s, Tensor? input = null)
    {
        using CompiledGraph graph = CompiledGraph.Compile([output]);
        Tensor[] read = [.. Tensor.Ancestors([output])];
        if (read.Contains(input ?? A))
        {
            graph.Write(input ?? A, a);
        }

        if (read.Contains(S))
        {
            graph.Write(S, s);
        }

        graph.Run();
        var values = new float[3];
        graph.Read(output, values);
        return values;
    }
}
