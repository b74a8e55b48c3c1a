using Likeness.Modalities.Images.Data;

namespace Likeness.Models.Images.Quantised;

/// <summary>Options of <see cref="VqVae"/>; the defaults are narrower than the paper's.</summary>
public sealed record VqVaeOptions : QuantisedOptions
{
    /// <summary>30 epochs in batches of 64.</summary>
    public VqVaeOptions()
    {
        Epochs = 30;
        BatchSize = 64;
        LearningRate = 1e-3;
        Schedule = LearningRateSchedule.Cooldown;
        Pixels = PixelScale.DequantisedSymmetric; // so that the density bounds the probability of bytes
    }

    /// <summary>Narrow, for a quick trial.</summary>
    public static VqVaeOptions Small { get; } =
        new()
        {
            Width = 16,
            ResidualWidth = 8,
            CodebookSize = 32,
            CodebookWidth = 8,
            PriorWidth = 32,
            PriorLayers = 2,
            PriorHidden = 64,
            Epochs = 10,
        };
}
