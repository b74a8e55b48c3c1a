using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;

namespace Likeness.Tests.Modalities.Images.Datasets;

public sealed class ShapesDatasetTests
{
    private static readonly ImageSplits Grey = new ShapesDataset(1).Generate(7);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_others()
    {
        var again = new ShapesDataset(1).Generate(7);
        Assert.Equal(Grey.Train.Pixels, again.Train.Pixels);
        Assert.Equal(Grey.Test!.Pixels, again.Test!.Pixels);
        Assert.NotEqual(Grey.Train.Pixels, new ShapesDataset(1).Generate(8).Train.Pixels);
        Assert.NotEqual(Grey.Train[0].ToArray(), Grey.Test[0].ToArray());
    }

    [Fact]
    public void What_is_painted_has_the_centre_and_area_that_the_factors_say()
    {
        var images = Grey.Train;
        var factors = images.Factors.ToDictionary(factor => factor.Name, factor => factor.Values);
        Assert.Equal(["x", "y", "radius", "shade"], images.Factors.Select(factor => factor.Name));
        for (int i = 0; i < 300; i++)
        {
            double mass = 0;
            double x = 0;
            double y = 0;
            for (int place = 0; place < 1024; place++)
            {
                double value = images[i][place];
                mass += value;
                x += value * ((place % 32) + 0.5);
                y += value * ((place / 32) + 0.5);
            }

            Assert.Equal(32 * factors["x"][i], x / mass, tolerance: 0.15);
            Assert.Equal(32 * factors["y"][i], y / mass, tolerance: 0.15);
            double area = Math.PI * Math.Pow(32 * factors["radius"][i], 2);
            Assert.InRange(mass / (255 * factors["shade"][i] * area), 0.95, 1.05);
        }
    }

    [Fact]
    public void Factors_are_drawn_evenly_and_independently()
    {
        var images = Grey.Train;
        Assert.All(Assert.Single(images.Labels).Counts(), count => Assert.InRange(count, 1550, 1780));
        for (int a = 0; a < images.Factors.Count; a++)
        {
            for (int b = 0; b < a; b++)
            {
                Assert.InRange(Correlation(images.Factors[a].Values, images.Factors[b].Values), -0.06, 0.06);
            }
        }
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(1 / 3.0, 1)]
    [InlineData(2 / 3.0, 2)]
    public void A_hue_is_a_place_on_the_circle_of_colours(double hue, int brightest)
    {
        var images = new ShapesDataset().Generate(1).Train;
        double[] hues = images.Factors.Single(factor => factor.Name == "hue").Values;
        int nearest = Enumerable.Range(0, images.Count).MinBy(i => Math.Abs(hues[i] - hue));
        int[] max = [.. Enumerable.Range(0, 3).Select(c => (int)images[nearest].Slice(c * 1024, 1024).ToArray().Max())];
        Assert.Equal(242, max[brightest]);
        Assert.All(max.Where((_, c) => c != brightest), value => Assert.InRange(value, 48, 50));
    }

    [Fact]
    public void Nothing_touches_the_border() =>
        Assert.All(
            Enumerable.Range(0, Grey.Train.Count),
            i => Assert.Equal(0, Grey.Train[i][..32].ToArray().Max() + Grey.Train[i][^32..].ToArray().Max())
        );

    [Fact]
    public void Two_channels_are_none_of_its_kinds() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShapesDataset(2));

    private static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average();
        double meanB = b.Average();
        double cross = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return cross / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
