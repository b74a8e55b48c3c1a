using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data.Transforms;
using Likeness.Models.ReferenceWeights;

namespace Likeness.Models.Tokens;

/// <summary>The task of a masked transformer.</summary>
public enum MaskedTask
{
    /// <summary>To predict hidden columns from visible ones; this is generative.</summary>
    Predict,

    /// <summary>To reproduce a row that is wholly visible, as pi_generator does; samples are training rows passed through it.</summary>
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
    /// The defaults. On the points of π, 3,500 for training and 1,500 held out (one seed; real samples: C2ST of 0.486 to 0.510), 100 epochs gave a mean
    /// log-density of 6.944 nats (order columns) and a C2ST accuracy of 0.516, 0.522 and 0.547 (order random; k-nearest neighbours, logistic regression,
    /// random forest), 200 gave 7.137 and 0.501, 0.518 and 0.529; the loss was still falling.
    /// </summary>
    public MaskedTransformerOptions()
    {
        Transform = TransformKind.Bins;
        Epochs = 200;
        BatchSize = 64;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
        Patience = 25;
    }

    /// <summary>
    /// The recipe of the reference implementation, pi_generator: embedding 128, 4 heads, 4 post-norm layers with perceptrons of 2048 and dropout 0.1, squared
    /// errors with a weight of ten for colours, Adam at 5e-5, 20 epochs in batches of 64. The whole row is visible, so that it learns to copy: samples are
    /// training rows passed through it, which the novelty metrics show. See <see cref="CopyingTransformer"/>.
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

    /// <summary>The task.</summary>
    [Description("task: predict (hidden columns) or copy (a row that is wholly visible, as pi_generator does)")]
    public MaskedTask Task { get; init; } = MaskedTask.Predict;

    /// <summary>Masks per row of a batch in a step.</summary>
    [Description("masks per row of a batch in a step")]
    [Range(1, 64)]
    public int Masks { get; init; } = 1;

    /// <summary>The order in which columns are sampled, and under which the density is given.</summary>
    [Sampling]
    [Description(
        "order in which columns are sampled: columns (their own; exact density) or random (another for each row; bound on the density)"
    )]
    public SamplingOrder Order { get; init; } = SamplingOrder.Columns;

    /// <summary>K, the random orders that the density of a row is averaged over where <see cref="Order"/> is random; more give a tighter bound.</summary>
    [Sampling(ModelUses.Scoring)]
    [Description("random orders that a row's density is averaged over (order random); more give a tighter bound")]
    [Range(1, 4096)]
    public int ScoreOrders { get; init; } = 16;

    internal override WeightLayout? ReferenceLayout =>
        Task == MaskedTask.Copy ? MaskedTransformerLayout.Instance : null;

    internal override Type? Variant => Task == MaskedTask.Copy ? typeof(CopyingTransformer) : null;
}
