using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Text.Data;
using Likeness.Models.ReferenceWeights;
using Likeness.Nn.Optimisers;

namespace Likeness.Models;

/// <summary>
/// The base of every model's options record: how the model is trained. A model derives its own record, sets other defaults in its
/// constructor, and adds its own properties. The command line has an option for each public property (its name in kebab-case,
/// its <see cref="DescriptionAttribute"/> as the help, its <see cref="RangeAttribute"/> checked), and a <c>--preset</c> for each
/// public static property of the record's own type. Properties are <c>int</c>, <c>double</c>, <c>bool</c>, <c>string</c>, an enum,
/// or an array of <c>int</c>.
/// </summary>
public abstract record ModelOptions
{
    /// <summary>Passes over the training rows.</summary>
    [Description("passes over the training examples")]
    [Range(1, 1_000_000)]
    public int Epochs { get; init; } = 50;

    /// <summary>
    /// Steps of the training, instead of <see cref="Epochs"/>; empty for those. Several numbers are parts with an equal fraction of the
    /// learning-rate schedule: a training for a time records them, and gives the same bytes when it is repeated with them.
    /// </summary>
    [Description("training steps instead of epochs; several numbers are equal parts of the learning-rate schedule")]
    [Range(1, 1_000_000_000)]
    public int[] TrainSteps { get; init; } = [];

    /// <summary>Steps between evaluations of the validation rows, which choose the best weights; 0 evaluates them after each epoch.</summary>
    [Description("steps between evaluations of the validation examples; 0 for an epoch")]
    [Range(0, 1_000_000_000)]
    public int ValidateEvery { get; init; }

    /// <summary>Rows in one training step.</summary>
    [Description("examples in one training step")]
    [Range(1, 1_048_576)]
    public int BatchSize { get; init; } = 64;

    /// <summary>How parameters follow their gradients.</summary>
    [Description("how parameters follow their gradients")]
    public OptimiserKind Optimiser { get; init; } = OptimiserKind.Adam;

    /// <summary>The initial learning rate.</summary>
    [Description("initial learning rate")]
    [Range(1e-12, 10)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How the learning rate changes from the first step to the last.</summary>
    [Description(
        "learning-rate schedule: constant, cosine (to 0), cooldown (to 0 in the last 30 %), step (drops every few epochs) or plateau (drops when the loss does not fall)"
    )]
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Epochs over which the learning rate first rises from 0.</summary>
    [Description("epochs over which the learning rate first rises")]
    [Range(0, 1_000_000)]
    public int WarmUp { get; init; }

    /// <summary>Epochs before the learning rate drops: every so many under the schedule step, so many without a better loss under plateau.</summary>
    [Description("epochs (step), or epochs without a better loss (plateau), before the learning rate drops")]
    [Range(1, 1_000_000)]
    public int DropAfter { get; init; } = 10;

    /// <summary>What the learning rate is multiplied by when it drops.</summary>
    [Description("what the learning rate is multiplied by when it drops")]
    [Range(1e-6, 1)]
    public double DropFactor { get; init; } = 0.1;

    /// <summary>μ of gradient descent with momentum; 0 for none. Other optimisers ignore it.</summary>
    [Description("momentum of sgd; 0 for none")]
    [Range(0, 0.9999)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether the momentum is Nesterov's.</summary>
    [Description("whether the momentum of sgd is Nesterov's")]
    public bool Nesterov { get; init; }

    /// <summary>β₁ of Adam and AdamW: the fraction of the averaged gradient that a step keeps.</summary>
    [Description("fraction of the averaged gradient that a step of adam or adamw keeps (β₁)")]
    [Range(0, 0.9999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂ of Adam and AdamW: the fraction of the averaged squared gradient that a step keeps.</summary>
    [Description("fraction of the averaged squared gradient that a step of adam or adamw keeps (β₂)")]
    [Range(0, 0.999999)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>λ of the weight decay: decoupled for AdamW and Lion, a part of the gradient for the others.</summary>
    [Description("weight decay: decoupled for adamw and lion, a part of the gradient for the others")]
    [Range(0, 1000)]
    public double WeightDecay { get; init; }

    /// <summary>The fraction of the averaged weights that a step keeps; 0 uses the last weights.</summary>
    [Description("fraction of the averaged weights that a step keeps; 0 averages nothing")]
    [Range(0, 0.999999)]
    public double Averaging { get; init; }

    /// <summary>The largest norm of a step's whole gradient, beyond which it is scaled down; 0 for none.</summary>
    [Description("largest norm of a step's gradient, beyond which it is scaled down; 0 for none")]
    [Range(0, 1e12)]
    public double ClipNorm { get; init; }

    /// <summary>How many epochs without a better validation loss end the training early; with 0 only plain overfitting does.</summary>
    [Description("epochs without a better validation loss before stopping early; 0 stops at plain overfitting only")]
    [Range(0, 1_000_000)]
    public int Patience { get; init; }

    /// <summary>How columns are mapped to model space.</summary>
    [For(typeof(Table))]
    [Description("how columns are mapped to model space")]
    public TransformKind Transform { get; init; } = TransformKind.Auto;

    /// <summary>Whether values on a grid are dequantised for training.</summary>
    [For(typeof(Table))]
    [Description("dequantise values on a grid while training")]
    public bool Dequantise { get; init; } = true;

    /// <summary>λ of the logit transform.</summary>
    [For(typeof(Table))]
    [Description("λ of the logit transform")]
    [Range(1e-12, 0.4)]
    public double Lambda { get; init; } = 1e-6;

    /// <summary>The largest number of bins that a continuous column is cut into where the transform is <c>bins</c>.</summary>
    [For(typeof(Table))]
    [Description("bins that a continuous column is cut into at most (transform bins)")]
    [Range(2, 65_536)]
    public int Bins { get; init; } = 256;

    /// <summary>Side of the square that images are resized to; 0 keeps their size.</summary>
    [For(typeof(ImageSet))]
    [Description("side of the square that images are resized to, in pixels; 0 keeps their size")]
    [Range(0, 4096)]
    public int Size { get; init; } = 32;

    /// <summary>How pixels are mapped to model space.</summary>
    [For(typeof(ImageSet))]
    [Description(
        "how pixels are mapped to model space: symmetric ([-1, 1]), unit ([0, 1]), logit (dequantised and unbounded), dequantised ([-½, ½]), dequantised-symmetric ([-1, 1]), levels (0 to 255), binary (sampled again in each epoch) or threshold"
    )]
    public PixelScale Pixels { get; init; } = PixelScale.Symmetric;

    /// <summary>Whether a random half of the images is mirrored left to right in each epoch.</summary>
    [For(typeof(ImageSet))]
    [Description("mirror a random half of the images left to right in each epoch")]
    public bool Flip { get; init; }

    /// <summary>Size of the vocabulary: 256 for bytes, more for byte pairs learned from the training text.</summary>
    [For(typeof(TextCorpus))]
    [Description("size of the vocabulary: 256 for bytes, more for learned byte pairs")]
    [Range(256, 65_536)]
    public int Vocabulary { get; init; } = 256;

    /// <summary>Tokens that a prediction is conditioned on at most.</summary>
    [For(typeof(TextCorpus))]
    [Description("tokens that a prediction is conditioned on at most")]
    [Range(1, 65_536)]
    public int Context { get; init; } = 256;

    /// <summary>Samples per second that audio is resampled to; 0 keeps its rate.</summary>
    [For(typeof(ClipSet))]
    [Description("samples per second that audio is resampled to; 0 keeps its rate")]
    [Range(0, 384_000)]
    public int SampleRate { get; init; }

    /// <summary>Samples that are predicted in a window of audio.</summary>
    [For(typeof(ClipSet))]
    [Description("samples that are predicted in a window, which starts with their receptive field")]
    [Range(1, 1_048_576)]
    public int Segment { get; init; } = 1024;

    /// <summary>These options for images of another size: networks that cannot halve it so often become shallower.</summary>
    /// <param name="size">The <see cref="Size"/>.</param>
    public virtual ModelOptions Sized(int size) => this with { Size = size };

    /// <summary>Of audio: samples that a prediction is conditioned on.</summary>
    internal virtual int ReceptiveField => 1;

    /// <summary>Of audio: features in time that a prediction is conditioned on.</summary>
    internal virtual LocalConditioning Local => LocalConditioning.None;

    /// <summary>Whether the class of an image is learned with it, as the last value of a row.</summary>
    internal virtual bool LearnsClass => false;

    /// <summary>Whether the model takes missing values as they are, NaN; for others they are filled, and marked in a column of their own.</summary>
    internal virtual bool TakesMissing => false;

    /// <summary>Whether the model predicts rows of a key from the row before.</summary>
    internal virtual bool TakesContext => false;

    /// <summary>Creates the optimiser of an objective: that of <see cref="Optimiser"/>, unless the model's options return one of their own.</summary>
    /// <param name="parameters">The parameters that the objective trains.</param>
    public virtual Optimiser CreateOptimiser(IReadOnlyList<Parameter> parameters) =>
        Optimiser switch
        {
            OptimiserKind.Adamw => new AdamW(parameters, WeightDecay, Beta1, Beta2),
            OptimiserKind.Sgd => new Sgd(parameters, Momentum, Nesterov, WeightDecay),
            OptimiserKind.Rmsprop => new RmsProp(parameters, WeightDecay),
            OptimiserKind.Lion => new Lion(parameters, WeightDecay),
            _ => new Adam(parameters, WeightDecay, Beta1, Beta2),
        };

    /// <summary>The options of the data transform.</summary>
    public TransformSettings ToTransformSettings() => new(Transform, Dequantise, Lambda, Bins, Standardised);

    /// <summary>Whether every dimension is standardised after its column's transform.</summary>
    internal virtual bool Standardised => false;

    /// <summary>Whether an option applies to the model and is offered.</summary>
    /// <param name="option">A property of this record.</param>
    public virtual bool IsUsed(PropertyInfo option) => true;

    /// <summary>The weights of a reference implementation that the model can have; null for none.</summary>
    internal virtual WeightLayout? ReferenceLayout => null;

    /// <summary>These options, read from a run of an earlier format, with the values that have the same meaning now.</summary>
    /// <param name="format">The format of the run's run.json.</param>
    internal virtual ModelOptions FromFormat(int format) => this;

    /// <summary>The first format of run.json whose weights have today's meaning; weights of an earlier one are refused.</summary>
    internal virtual int FirstFormat => 1;

    /// <summary>The class that these options create instead of the registered one, with the same constructor; null for none.</summary>
    internal virtual Type? Variant => null;

    /// <summary>Checks every property against its <see cref="RangeAttribute"/>; an array's elements one by one.</summary>
    /// <exception cref="LikenessException">A property is out of its range; the message names it and the range.</exception>
    public void Validate() => SettingRanges.Validate(this);
}
