using Likeness.Modalities.Tables.Datasets;
using Likeness.Modalities.Tables.Datasets.TwoDimensional;
using Likeness.Models.Adversarial;
using Likeness.Testing;

namespace Likeness.Tests.Models.Adversarial;

/// <summary>A GAN with small networks and no penalty loses Gaussians of a grid; a discriminator of packs or of comparisons finds more of them.</summary>
public sealed class ModeCollapseTests
{
    private const int Rows = 5000;

    private static readonly GanOptions Weak = new()
    {
        Hidden = 64,
        Layers = 2,
        R1 = 0,
        LearningRate = 1e-3,
        Beta1 = 0.5,
    };

    [SkippableFact]
    public void MoreModesAreCoveredByPacks()
    {
        LongTest.Require();
        double alone = Covered(Weak);
        double packed = Covered(Weak with { Pack = 2 });
        Assert.True(packed > alone + 2, $"{alone} of 25, in packs {packed}");
    }

    /// <summary>The mean number of centres that are nearest to at least a quarter of the samples expected of them.</summary>
    private static double Covered(GanOptions options)
    {
        var centres = new GaussianGrid().Centres;
        var data = DatasetRegistry.Find("gaussian-grid").Load(seed: 1, Rows);
        return Enumerable
            .Range(0, 3)
            .Average(seed =>
            {
                using var trained = new Trained("gan", data, epochs: 60, seed: (ulong)seed, options: options);
                var sampled = trained.Sample(Rows / 2);
                return Enumerable
                    .Range(0, sampled.RowCount)
                    .Select(row => sampled.Row(row))
                    .CountBy(row => centres.MinBy(at => Math.Pow(row[0] - at.X, 2) + Math.Pow(row[1] - at.Y, 2)))
                    .Count(mode => mode.Value >= Rows / 2 / centres.Count / 4);
            });
    }
}
