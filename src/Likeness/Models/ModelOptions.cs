using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Interop;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Text.Data;

namespace Likeness.Models;

/// <summary>
/// What every model's options record starts from: how it is trained. A model derives its own record, sets other defaults in its
/// constructor, and adds its own properties; the command line makes one option of each public property (its name in kebab-case,
/// its <see cref="DescriptionAttribute"/> as the help, its <see cref="RangeAttribute"/> checked), and one <c>--preset</c> of each
/// public static property of the record's own type. Properties are <c>int</c>, <c>double</c>, <c>bool</c>, <c>string</c>, an enum,
/// or an array of <c>int</c>.
/// </summary>
public abstract record ModelOptions
{
    /// <summary>Passes over the training rows.</summary>
    [Description("passes over the training rows")]
    [Range(1, 1_000_000)]
    public int Epochs { get; init; } = 50;

    /// <summary>Rows in one training step.</summary>
    [Description("rows in one training step")]
    [Range(1, 1_048_576)]
    public int BatchSize { get; init; } = 64;

    /// <summary>How parameters follow their gradients.</summary>
    [Description("how parameters follow their gradients")]
    public OptimiserKind Optimiser { get; init; } = OptimiserKind.Adam;

    /// <summary>The optimiser's step size at the start.</summary>
    [Description("step size at the start")]
    [Range(1e-12, 10)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How the step size goes from its start to the last step.</summary>
    [Description(
        "how the step size goes: constant, cosine down to nothing, cooldown (down in the last 30 %), step (dropping every few epochs) or plateau (dropping when the loss does not fall)"
    )]
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Epochs over which the step size first rises from nothing.</summary>
    [Description("epochs over which the step size first rises")]
    [Range(0, 1_000_000)]
    public int WarmUp { get; init; }

    /// <summary>Epochs before the step size drops: every so many under the schedule step, so many without a better loss under plateau.</summary>
    [Description("epochs (step), or epochs without a better loss (plateau), before the step size drops")]
    [Range(1, 1_000_000)]
    public int DropAfter { get; init; } = 10;

    /// <summary>What the step size is multiplied with when it drops.</summary>
    [Description("what the step size is multiplied with when it drops")]
    [Range(1e-6, 1)]
    public double DropFactor { get; init; } = 0.1;

    /// <summary>μ of gradient descent with momentum; 0 for none. Other optimisers have no use for it.</summary>
    [Description("momentum of sgd; 0 for none")]
    [Range(0, 0.9999)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether the momentum is Nesterov's.</summary>
    [Description("whether the momentum of sgd is Nesterov's")]
    public bool Nesterov { get; init; }

    /// <summary>β₁ of Adam and AdamW: the share of the averaged gradient that a step keeps.</summary>
    [Description("share of the averaged gradient that a step of adam or adamw keeps")]
    [Range(0, 0.9999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂ of Adam and AdamW: the share of the averaged squared gradient that a step keeps.</summary>
    [Description("share of the averaged squared gradient that a step of adam or adamw keeps")]
    [Range(0, 0.999999)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>λ of the weight decay: decoupled for AdamW and Lion, a part of the gradient for the others.</summary>
    [Description("weight decay: decoupled for adamw and lion, a part of the gradient for the others")]
    [Range(0, 1000)]
    public double WeightDecay { get; init; }

    /// <summary>The share of the averaged weights that one step keeps, 0 to use the last weights as they are.</summary>
    [Description("share of the averaged weights that a step keeps; 0 averages nothing")]
    [Range(0, 0.999999)]
    public double Averaging { get; init; }

    /// <summary>The largest norm of a step's whole gradient, beyond which it is scaled down; 0 for none.</summary>
    [Description("largest norm of a step's gradient, beyond which it is scaled down; 0 for none")]
    [Range(0, 1e12)]
    public double ClipNorm { get; init; }

    /// <summary>How many epochs without a better validation loss end the training early; 0 never does.</summary>
    [Description("epochs without a better validation loss before stopping early; 0 never stops")]
    [Range(0, 1_000_000)]
    public int Patience { get; init; }

    /// <summary>How columns are carried into the space that the model works in.</summary>
    [For(typeof(Table))]
    [Description("how columns are carried into the space that the model works in")]
    public TransformKind Transform { get; init; } = TransformKind.Auto;

    /// <summary>Whether values on a grid are spread over their cells before a density is learned on them.</summary>
    [For(typeof(Table))]
    [Description("spread values on a grid over their cells while training")]
    public bool Dequantise { get; init; } = true;

    /// <summary>λ of the logit transform.</summary>
    [For(typeof(Table))]
    [Description("λ of the logit transform")]
    [Range(1e-12, 0.4)]
    public double Lambda { get; init; } = 1e-6;

    /// <summary>The largest number of cells that a continuous column is cut into where the transform is <c>cells</c>.</summary>
    [For(typeof(Table))]
    [Description("bins that a continuous column is cut into at most (transform bins)")]
    [Range(2, 65_536)]
    public int Bins { get; init; } = 256;

    /// <summary>Sides of the square that images are brought to; 0 leaves them as they are.</summary>
    [For(typeof(ImageSet))]
    [Description("sides of the square that images are brought to, in pixels; 0 leaves them as they are")]
    [Range(0, 4096)]
    public int Size { get; init; } = 32;

    /// <summary>How the values of pixels are carried into the space that the model works in.</summary>
    [For(typeof(ImageSet))]
    [Description(
        "how pixels are carried into the space that the model works in: symmetric ([-1, 1]), unit ([0, 1]), logit (spread over its levels and unbounded), dequantised (spread, [-½, ½]), spread ([-1, 1]), levels (0 to 255), binary (drawn anew each epoch) or threshold"
    )]
    public PixelScale Pixels { get; init; } = PixelScale.Symmetric;

    /// <summary>Whether half of the images, others each epoch, are mirrored left to right while training.</summary>
    [For(typeof(ImageSet))]
    [Description("mirror half of the images, others each epoch, left to right")]
    public bool Flip { get; init; }

    /// <summary>Tokens that a text is told in: its 256 bytes, or so many byte pairs, learned from the training text.</summary>
    [For(typeof(TextCorpus))]
    [Description("tokens that a text is told in: 256 for its bytes, more for learned pairs of them")]
    [Range(256, 65_536)]
    public int Vocabulary { get; init; } = 256;

    /// <summary>Tokens of a text that a prediction can look back at.</summary>
    [For(typeof(TextCorpus))]
    [Description("tokens that a prediction can look back at")]
    [Range(1, 65_536)]
    public int Context { get; init; } = 256;

    /// <summary>Samples a second that sound is brought to; 0 leaves it as it is.</summary>
    [For(typeof(ClipSet))]
    [Description("samples a second that sound is brought to; 0 leaves it as it is")]
    [Range(0, 384_000)]
    public int SampleRate { get; init; }

    /// <summary>Samples that are predicted in a window of sound.</summary>
    [For(typeof(ClipSet))]
    [Description("samples that are predicted in a window, which begins with what they can look back at")]
    [Range(1, 1_048_576)]
    public int Segment { get; init; } = 1024;

    /// <summary>Of sound: samples that a prediction looks back at.</summary>
    internal virtual int ReceptiveField => 1;

    /// <summary>Whether an image's class is a part of what is learned: the last value of a row.</summary>
    internal virtual bool LearnsClass => false;

    /// <summary>The data transform's part of these options.</summary>
    public TransformSettings ToTransformSettings() => new(Transform, Dequantise, Lambda, Bins, Standardised);

    /// <summary>Whether the model wants every dimension with mean 0 and sd 1, whatever its column's transform is.</summary>
    internal virtual bool Standardised => false;

    /// <summary>Whether an option means anything to the model, and is therefore offered.</summary>
    /// <param name="option">A property of this record.</param>
    public virtual bool IsUsed(PropertyInfo option) => true;

    /// <summary>The options of the model that weights of another program belong to: its sizes, and the recipe that it was trained by.</summary>
    /// <param name="tensors">The tensors of the other program's file.</param>
    /// <exception cref="LikenessException">The tensors are not those of such a model.</exception>
    internal virtual ModelOptions FittedTo(IReadOnlyList<TensorData> tensors) =>
        throw new LikenessException(
            "weights of other programs cannot be imported into this model (import into realnvp)"
        );

    /// <summary>The class of a model that is another than the registered one under these options, with the same constructor; null for none.</summary>
    internal virtual Type? Variant => null;

    /// <summary>Names of the other program's tensors that hold nothing trained and must be zero, such as those of a fixed base.</summary>
    internal virtual IReadOnlyList<string> ZeroTensors => [];

    /// <summary>Checks every property against its <see cref="RangeAttribute"/>; an array's elements one by one.</summary>
    /// <exception cref="LikenessException">A property is out of its range; the message names it and the range.</exception>
    public void Validate() => SettingRanges.Validate(this);
}
