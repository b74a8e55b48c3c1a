using System.ComponentModel.DataAnnotations;
using Likeness.Models;

namespace Likeness.Tests.Models;

public sealed class SamplingOptionsTests
{
    [Fact]
    public void SamplingOptionsCanBeChangedAfterTraining()
    {
        var trained = new Warm();
        Assert.Equal(0.5, ((Warm)SamplingOptions.Checked(trained, trained with { Temperature = 0.5 })).Temperature);
        Assert.Equal(["Temperature"], SamplingOptions.FindIn(typeof(Warm)).Select(property => property.Name));
    }

    [Fact]
    public void WhatIsTrainedCannot()
    {
        var trained = new Warm();
        var error = Assert.Throws<LikenessException>(() =>
            SamplingOptions.Checked(trained, trained with { Width = 2 })
        );
        Assert.Contains("(Temperature)", error.Message);
        Assert.Throws<LikenessException>(() => SamplingOptions.Checked(trained, trained with { Epochs = 2 }));
    }

    [Fact]
    public void WhatIsOutOfItsRangeIsRefused()
    {
        var trained = new Warm();
        var error = Assert.Throws<LikenessException>(() =>
            SamplingOptions.Checked(trained, trained with { Temperature = -1 })
        );
        Assert.Contains("Temperature is -1", error.Message);
    }

    private sealed record Warm : ModelOptions
    {
        public int Width { get; init; } = 1;

        [Sampling]
        [Range(0, 10)]
        public double Temperature { get; init; } = 1;
    }
}
