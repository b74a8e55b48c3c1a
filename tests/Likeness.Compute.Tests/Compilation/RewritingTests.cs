using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Nodes that the compiler removes, and nodes that it must keep: equal nodes, constants, identity operations.</summary>
public sealed class RewritingTests
{
    private static readonly Tensor X = Tensor.Input("x", [3, 4]);
    private static readonly Tensor Y = Tensor.Input("y", [3, 4]);

    // All values that arithmetic treats specially.
    private static readonly float[] Special =
    [
        0,
        -0f,
        1,
        -1,
        3.5f,
        float.NaN,
        float.PositiveInfinity,
        float.NegativeInfinity,
        float.MaxValue,
        -float.MaxValue,
        float.Epsilon,
        1e-30f,
    ];

    public static TheoryData<string, Func<Tensor>, Func<Tensor>> Alike =>
        new()
        {
            { "functions", () => (X * Y).Exp(), () => (X * Y).Exp() },
            { "constants", () => X + 2, () => X + 2 },
            { "views", () => X.Slice(1, 1, 2).Transpose(), () => X.Slice(1, 1, 2).Transpose() },
            { "sums", () => (X * Y).Sum([0]), () => (X * Y).Sum([0]) },
            { "products", () => X.MatMul(Y.Transpose()), () => X.MatMul(Y.Permute(1, 0)) },
            { "lines", () => X.CumulativeSum(1), () => X.CumulativeSum(-1) },
            { "attention", () => Attending(true), () => Attending(true) },
            { "rewritten", () => -(-X.Exp()), () => X.Exp() * 1 },
        };

    public static TheoryData<string, Func<Tensor>, Func<Tensor>> Unlike =>
        new()
        {
            { "constants", () => X + 2, () => X + 3 },
            { "zeros of two signs", () => Y / Tensor.Constant([3, 4], 0), () => Y / Tensor.Constant([3, 4], -0f) },
            { "places", () => X.Slice(1, 0, 2), () => X.Slice(1, 1, 2) },
            { "steps", () => X.Slice(1, 0, 2), () => X.Slice(1, 0, 2, 2) },
            { "axes", () => X.Reshape([4, 3]).Sum([0]).Sum(), () => X.Reshape([4, 3]).Sum([1]).Sum() },
            { "turns", () => X.MatMul(Y.Transpose()), () => Y.MatMul(X.Transpose()) },
            { "directions", () => X.CumulativeSum(1), () => X.CumulativeSum(0) },
            { "visible sources", () => Attending(true), () => Attending(false) },
            { "streams", () => Tensor.RandomNormal([3, 4], 1), () => Tensor.RandomNormal([3, 4], 2) },
            { "kinds", () => Tensor.RandomNormal([3, 4], 1), () => Tensor.RandomUniform([3, 4], 1) },
            { "inputs of one name", () => Tensor.Input("z", [3]).Exp(), () => Tensor.Input("z", [3]).Exp() },
            { "long constants", () => Long(1), () => Long(2) },
        };

    public static TheoryData<string, Func<Tensor, Tensor>> Nothing =>
        new()
        {
            { "x + 0", x => x + 0 },
            { "0 + x", x => 0 + x },
            { "x + 0 of x's shape", x => x + Tensor.Constant([3, 4], 0) },
            { "x − 0", x => x - 0 },
            { "x · 1", x => x * 1 },
            { "1 · x", x => 1 * x },
            { "x · 1 of x's shape", x => Tensor.Constant([3, 4], 1) * x },
            { "x · (3 − 2)", x => x * ((Tensor)3 - 2) },
            { "x / 1", x => x / 1 },
            { "−−x", x => -(-x) },
            { "−−−−x", x => -(-(-(-x))) },
            { "there and back", x => x.Reshape([2, 6]).Reshape([12]).Reshape([3, 4]) },
            { "transposed twice", x => x.Transpose().Transpose() },
            { "no axis moved", x => x.Permute(0, 1) },
            { "sum of one", x => x.Reshape([3, 1, 4]).Sum([1]) },
            { "largest of one", x => x.Reshape([3, 1, 4]).Max([1]) },
            { "detached", x => x.Detached() },
        };

    public static TheoryData<string, Func<Tensor, Tensor>, Func<float, float>> Kept =>
        new()
        {
            { "0 · x", x => 0 * x, x => 0 * x },
            { "x · 0", x => x * 0, x => x * 0 },
            { "x − x", x => x - x, x => x - x },
            { "x + −x", x => x + (-x), x => x + (-x) },
            { "x / x", x => x / x, x => x / x },
            { "0 / x", x => 0 / x, x => 0 / x },
            { "x / 0", x => x / 0, x => x / 0 },
            { "1 / (1 / x)", x => 1 / (1 / x), x => 1 / (1 / x) },
            { "0 − x", x => 0 - x, x => 0 - x },
            { "x · ∞", x => x * float.PositiveInfinity, x => x * float.PositiveInfinity },
            { "(x · ∞) · 0", x => x * float.PositiveInfinity * 0, x => x * float.PositiveInfinity * 0 },
            { "x · big / big", x => x * 1e38f / 1e38f, x => x * 1e38f / 1e38f },
            { "(x + big) − big", x => x + 1e8f - 1e8f, x => x + 1e8f - 1e8f },
            { "x + NaN", x => x + float.NaN, _ => float.NaN },
            { "relu of −x twice", x => (-(-x).Relu()).Relu(), x => Relu(-Relu(-x)) },
        };

    [Theory]
    [MemberData(nameof(Alike), DisableDiscoveryEnumeration = true)]
    public void EqualNodesAreComputedOnce(string what, Func<Tensor> first, Func<Tensor> second)
    {
        Tensor[] simple = new Simplifier().Simplify([first(), second()]);
        Assert.True(ReferenceEquals(simple[0], simple[1]), what);
    }

    [Theory]
    [MemberData(nameof(Unlike), DisableDiscoveryEnumeration = true)]
    public void OthersAreNotTakenForEqual(string what, Func<Tensor> first, Func<Tensor> second)
    {
        Tensor[] simple = new Simplifier().Simplify([first(), second()]);
        Assert.False(ReferenceEquals(simple[0], simple[1]), what);
    }

    [Fact]
    public void AProgramOfEqualNodesHasTheStepsOfOne()
    {
        Tensor Product() => X.MatMul(Y.Transpose()).Exp().Sum([1]);
        using CompiledGraph once = CompiledGraph.Compile([Product()]);
        using CompiledGraph often = CompiledGraph.Compile([Product(), Product(), Product()]);
        Assert.Equal(once.Flops, often.Flops);
    }

    [Theory]
    [MemberData(nameof(Nothing), DisableDiscoveryEnumeration = true)]
    public void WhatChangesNothingIsDropped(string what, Func<Tensor, Tensor> apply)
    {
        Tensor[] simple = new Simplifier().Simplify([X.Tanh(), apply(X.Tanh())]);
        Assert.True(ReferenceEquals(simple[0], simple[1]), what);
        Assert.Equal(Special, Run(apply(X), X));
    }

    [Fact]
    public void ReshapesInARowAreOne()
    {
        Tensor simple = new Simplifier().Simplify([X.Tanh().Reshape([12]).Reshape([2, 6]).Reshape([6, 2])])[0];
        Assert.IsType<Reshape>(simple.Op);
        Assert.Same(UnaryOps.Tanh, simple.Inputs[0].Op);
    }

    [Fact]
    public void ConstantsAreFolded()
    {
        Tensor number = ((((Tensor)2 * 3) + 1).Sqrt() - 0.5f).Maximum(((Tensor)1).Exp());
        Tensor simple = new Simplifier().Simplify([number])[0];
        Assert.Equal(MathF.E, Simplifier.Uniform(simple));
        Assert.IsType<Constant>(simple.Op);
        simple = new Simplifier().Simplify([X * (Tensor.Constant([4], 2) + Tensor.Constant([3, 1], 1)).Log()])[0];
        Assert.Equal(MathF.Log(3), Simplifier.Uniform(simple.Inputs[1])!.Value, 1e-7f);
        Assert.DoesNotContain(Tensor.Ancestors([simple]), node => node.Op == UnaryOps.Log || node.Op == BinaryOps.Add);
    }

    [Theory]
    [InlineData(1e38f, 1e38f)]
    [InlineData(0f, float.PositiveInfinity)]
    [InlineData(0f, float.NaN)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity)]
    [InlineData(-0f, 3f)]
    public void ConstantsAreFoldedAsTheyWouldBeComputed(float a, float b)
    {
        float Folded(Tensor node) => Simplifier.Uniform(new Simplifier().Simplify([node])[0])!.Value;
        Assert.Equal(a * b, Folded((Tensor)a * b));
        Assert.Equal(a + b, Folded((Tensor)a + b));
        Assert.Equal(a - b, Folded((Tensor)a - b));
        Assert.Equal(a / b, Folded((Tensor)a / b));
        Assert.Equal(1 / (a * b), Folded(1 / ((Tensor)a * b)));
        Assert.Equal(a > b ? 1 : 0, Folded(((Tensor)a).GreaterThan(b)));
    }

    [Theory]
    [MemberData(nameof(Kept), DisableDiscoveryEnumeration = true)]
    public void WhatArithmeticTellsApartStays(string what, Func<Tensor, Tensor> apply, Func<float, float> expected)
    {
        float[] wanted = Array.ConvertAll(Special, value => expected(value));
        foreach (var set in Compiled.InstructionSets)
        {
            var x = Tensor.Input("x", [Special.Length]);
            float[] found = Run(apply(x), x, set);
            Assert.True(wanted.SequenceEqual(found), $"{what}, {set}: {string.Join(' ', found)}");
        }
    }

    private static float[] Run(Tensor output, Tensor x, InstructionSet? set = null)
    {
        using CompiledGraph graph = CompiledGraph.Compile([output], null, new CompiledGraphOptions(Instructions: set));
        graph.Write(x, Special);
        graph.Run();
        var values = new float[Special.Length];
        graph.Read(output, values);
        return values;
    }

    private static float Relu(float x) => float.IsNaN(x) ? x : Math.Max(x, 0);

    private static Tensor Attending(bool isCausal) =>
        Tensor.Attention(X.Reshape([1, 3, 4]), X.Reshape([1, 3, 4]), Y.Reshape([1, 3, 4]), 2, isCausal);

    private static Tensor Long(float first) =>
        X.Reshape([12]) + Tensor.Constant([2, 12], [first, .. Enumerable.Repeat(0f, 23)]);
}
