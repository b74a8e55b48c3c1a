using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;

namespace Likeness.Tests.Modalities.Images.Datasets;

public sealed class ShapeEditsDatasetTests
{
    private static readonly ImageSet Pairs = new ShapeEditsDataset().Generate(3).Test!;

    [Fact]
    public void TheSameSeedGivesTheSamePairsAndAnotherOthers()
    {
        var again = new ShapeEditsDataset().Generate(3).Test!;
        Assert.Equal(ImageFingerprint.Compute(Pairs), ImageFingerprint.Compute(again));
        Assert.NotEqual(Pairs.Pixels, new ShapeEditsDataset().Generate(4).Test!.Pixels);
    }

    /// <summary>Each word changes its own factor, visibly, and no other; both pictures could be of the dataset of shapes.</summary>
    [Fact]
    public void AWordChangesOneFactor()
    {
        string[] factors = ["form", "x", "y", "radius", "hue"];
        Assert.Equal(factors, Pairs.Factors.Select(one => one.Name));
        Assert.True(Pairs.Labels[0].Counts().All(count => count > 40));
        for (int i = 0; i < Pairs.Count; i++)
        {
            string changed = factors
                .Where((_, factor) => Pairs.Factors[factor].Values[i] != Pairs.Before!.Factors[factor].Values[i])
                .Single();
            string expected = Pairs.Labels[0].Classes[Pairs.Labels[0].Values[i]] switch
            {
                "square" or "disc" or "triangle" => "form",
                "larger" or "smaller" => "radius",
                "left" or "right" => "x",
                "up" or "down" => "y",
                _ => "hue",
            };
            Assert.Equal(expected, changed);
            Assert.False(Pairs[i].SequenceEqual(Pairs.Before![i]));
            Assert.InRange(Pairs.Factors[3].Values[i] * 32, 3, 6);
            Assert.InRange(Pairs.Factors[1].Values[i] * 32, 10, 22);
        }
    }

    [Fact]
    public void TheTargetsAreRecognisedAndThePicturesBeforeAreNot()
    {
        Assert.DoesNotContain(false, ShapeEditsDataset.Recognise(Pairs, Pairs));
        Assert.DoesNotContain(true, ShapeEditsDataset.Recognise(Pairs, Pairs.Before!));
    }

    [Fact]
    public void ASelectionKeepsThePicturesBefore()
    {
        var some = Pairs.Take([5, 2]);
        Assert.True(some.Before![0].SequenceEqual(Pairs.Before![5]));
        Assert.True(Pairs.View([5, 2]).Before![1].SequenceEqual(Pairs.Before![2]));
        Assert.Equal(16, new ImageResize(16, 16).Apply(some).Before!.Shape.Width);
        ImageColour? grey = ImageColour.Grey;
        Assert.Equal(1, grey.Apply(some).Before!.Shape.Channels);
    }
}
