using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Baselines;

namespace Likeness.Tests.Models.Baselines;

/// <summary>What fitted models choose (components, bandwidths) is what makes the validation rows likeliest, not what the training rows show.</summary>
public sealed class ValidationChoiceTests
{
    private const int Width = 2;

    [Fact]
    public void ComponentsAreChosenByValidationRows()
    {
        // Training rows lie in three groups; the validation rows are of one wide Gaussian, which a single component explains best.
        var train = new DoubleColumns(Groups(300), Width);
        var wide = new DoubleColumns(Normal(300, mean: 8, deviation: 7), Width);
        var search = new MixtureSearch(12, IsMax: true);
        Assert.Equal(3, Find(null).Components);
        Assert.Equal(1, Find(wide).Components);

        MixtureEstimate Find(DoubleColumns? validation) =>
            search.Find(train, validation, 1, 2, _ => { }, CancellationToken.None);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void BandwidthsAreTheLikeliestForValidationRows(double deviation)
    {
        // One training row: the likeliest bandwidth is the root mean square of the validation rows around it.
        float[] validation = Normal(4_000, mean: 1, deviation);
        using var model = new Kde(new KdeOptions(), ModelSpace.FromInt32(Width) with { TrainRows = 1 });
        model.Fit(new FitRows(new float[] { 1, 1 }, validation, 1, null, _ => { }, CancellationToken.None));
        var bandwidth = model.Parameters.Single(parameter => parameter.Name == "bandwidth");
        Assert.All(bandwidth.Values.ToArray(), h => Assert.Equal(deviation, h, 0.03 * deviation));
    }

    private static float[] Groups(int rows)
    {
        var random = new PhiloxRandom(4, 0);
        return [.. Enumerable.Range(0, rows * Width).Select(i => (float)((i / Width % 3 * 8) + random.NextNormal()))];
    }

    private static float[] Normal(int rows, double mean, double deviation)
    {
        var random = new PhiloxRandom(5, 0);
        return [.. Enumerable.Range(0, rows * Width).Select(_ => (float)(mean + (deviation * random.NextNormal())))];
    }
}
