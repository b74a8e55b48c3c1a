using System.ComponentModel.DataAnnotations;
using Likeness.Models;

namespace Likeness.Tests.Models;

public sealed class DrawingOptionsTests
{
    [Fact]
    public void WhatSaysHowRowsAreDrawnCanBeChosenAnew()
    {
        var trained = new Warm();
        Assert.Equal(0.5, ((Warm)DrawingOptions.Checked(trained, trained with { Temperature = 0.5 })).Temperature);
        Assert.Equal(["Temperature"], DrawingOptions.Of(typeof(Warm)).Select(property => property.Name));
    }

    [Fact]
    public void WhatIsTrainedCannot()
    {
        var trained = new Warm();
        var fault = Assert.Throws<LikenessException>(() => DrawingOptions.Checked(trained, trained with { Width = 2 }));
        Assert.Contains("(Temperature)", fault.Message);
        Assert.Throws<LikenessException>(() => DrawingOptions.Checked(trained, trained with { Epochs = 2 }));
    }

    [Fact]
    public void WhatIsOutOfItsRangeIsRefused()
    {
        var trained = new Warm();
        var fault = Assert.Throws<LikenessException>(() =>
            DrawingOptions.Checked(trained, trained with { Temperature = -1 })
        );
        Assert.Contains("Temperature is -1", fault.Message);
    }

    private sealed record Warm : ModelOptions
    {
        public int Width { get; init; } = 1;

        [Drawing]
        [Range(0, 10)]
        public double Temperature { get; init; } = 1;
    }
}
