using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

public sealed class SubstitutionTests
{
    private readonly Tensor x = Tensor.Constant([2], 3, 5);
    private readonly Tensor y = Tensor.Constant([2], 7, 11);

    [Fact]
    public void TheResultIsThatOfTheOtherArgument()
    {
        Tensor z = Tensor.Constant([2], 2, 4);
        Tensor result = Substitution.Apply([(x * x) + y], [x], [z * y])[0];
        Assert.Equal([(14 * 14) + 7, (44 * 44) + 11], Reference.Evaluate(result));
        // d/dz (z y)² = 2 z y².
        Assert.Equal([196, 968], Reference.Evaluate(Gradient.Compute(result.Sum(), z)[0]));
    }

    /// <summary>Each gradient flows through a recomputation of its own inputs, also where both are in one graph.</summary>
    [Fact]
    public void ARegionIsThatOfTheOtherArgument()
    {
        Tensor cube = Recompute.Region("cube", () => x * x * x);
        Tensor other = Substitution.Apply([cube], [x], [y])[0];
        Tensor[] slopes = Gradient.Compute((cube + other).Sum(), x, y);
        Assert.Equal([27, 75], Reference.Evaluate(slopes[0]));
        Assert.Equal([147, 363], Reference.Evaluate(slopes[1]));
    }

    [Fact]
    public void WhatDoesNotDependOnItStays() =>
        Assert.Same(y, Substitution.Apply([y], [x], [Tensor.Constant([2], 0)])[0]);

    [Fact]
    public void AnotherShapeIsRefused()
    {
        Assert.Throws<ShapeException>(() => Substitution.Apply([x], [x], [Tensor.Constant([3], 0)]));
        Assert.Throws<ArgumentException>(() => Substitution.Apply([x], [x], []));
    }
}
