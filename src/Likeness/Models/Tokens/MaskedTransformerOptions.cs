using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data.Transforms;

namespace Likeness.Models.Tokens;

/// <summary>What a masked transformer learns.</summary>
public enum MaskedTask
{
    /// <summary>To predict hidden columns from those it sees; this is generative.</summary>
    Predict,

    /// <summary>To give back a point that it sees whole, as the origin does; its samples are training rows passed through it.</summary>
    Copy,
}

/// <summary>The order in which columns are sampled, and under which the density is given.</summary>
public enum SamplingOrder
{
    /// <summary>A random order for each row; the distribution is the mean over all orders.</summary>
    Random,

    /// <summary>The order of the columns.</summary>
    Columns,
}

/// <summary>Options of <see cref="MaskedTransformer"/>.</summary>
public sealed record MaskedTransformerOptions : TokenOptions
{
    /// <summary>
    /// The defaults. Measured on the origin's points, 3,500 to learn from and 1,500 held out (one seed; a real sample shows C2ST of 0.486 to
    /// 0.510): 100 epochs gave a mean log p of 6.944 nats in the units of the unit cube and C2ST of 0.516, 0.522 and 0.547 (nearest
    /// neighbours, logistic regression, forest), 200 gave 7.137 and 0.501, 0.518 and 0.529; the loss was still falling.
    /// </summary>
    public MaskedTransformerOptions()
    {
        Transform = TransformKind.Bins;
        Epochs = 200;
        BatchSize = 64;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
    }

    /// <summary>
    /// The origin's: embedding 128, 4 heads, 4 layers that normalise after each part with perceptrons of 2048 and dropout 0.1, squared errors with
    /// those of colours ten times, Adam at 5e-5, 20 epochs in batches of 64. It sees the whole point that it is to give, so that it learns to
    /// copy: its samples are training rows passed through it, which the novelty figures show. See <see cref="CopyingTransformer"/>.
    /// </summary>
    [FormerName("origin")]
    public static MaskedTransformerOptions PiGenerator { get; } =
        new()
        {
            Task = MaskedTask.Copy,
            Width = 128,
            Heads = 4,
            Layers = 4,
            Hidden = 2048,
            Dropout = 0.1,
            Epochs = 20,
            LearningRate = 5e-5,
            Schedule = LearningRateSchedule.Constant,
            Averaging = 0,
            Transform = TransformKind.None,
            Dequantise = false,
        };

    /// <summary>What it learns.</summary>
    [Description(
        "what it learns: to predict hidden columns, or to copy a point that it sees whole, as the origin does"
    )]
    public MaskedTask Task { get; init; } = MaskedTask.Predict;

    /// <summary>How often each row of a batch is masked anew in a step.</summary>
    [Description("how often each row of a batch is masked anew in a step")]
    [Range(1, 64)]
    public int Masks { get; init; } = 1;

    /// <summary>The order in which columns are sampled, and under which the density is given.</summary>
    [Sampling]
    [Description(
        "order in which columns are sampled: columns (their own; exact density) or random (anew for each row; bound on the density)"
    )]
    public SamplingOrder Order { get; init; } = SamplingOrder.Columns;

    /// <summary>K, the random orders that the density of a row is averaged over where <see cref="Order"/> is random; more give a tighter bound.</summary>
    [Sampling]
    [Description("random orders that a row's density is averaged over (order random); more give a tighter bound")]
    [Range(1, 4096)]
    public int ScoreOrders { get; init; } = 16;

    internal override Type? Variant => Task == MaskedTask.Copy ? typeof(CopyingTransformer) : null;
}
