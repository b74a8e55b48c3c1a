using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data.Transforms;

namespace Likeness.Models.Tokens;

/// <summary>Options of <see cref="TabularArgn"/>.</summary>
public sealed record TabularArgnOptions : ModelOptions
{
    /// <summary>
    /// The defaults. On Adult (32,561 rows, a tenth of them for validation; one seed) the loss of the validation rows was 19.94 nats per row with 256 hidden
    /// features and dropout 0.25, 19.90 with dropout 0.5, and 19.88 with 128 hidden features and dropout 0.4.
    /// </summary>
    public TabularArgnOptions()
    {
        Transform = TransformKind.Bins;
        Bins = 128;
        Epochs = 60;
        BatchSize = 256;
        LearningRate = 2e-3;
        Schedule = LearningRateSchedule.Plateau;
        DropAfter = 3;
        DropFactor = 0.5;
        Averaging = 0.995;
        Patience = 8;
    }

    /// <summary>Features of the vector of a token. The paper: max(10, 3⌈K^¼⌉) for K tokens.</summary>
    [Description("features of the vector of a token")]
    [Range(1, 1024)]
    public int Width { get; init; } = 16;

    /// <summary>Hidden features of the network of a column. The paper: 16 · round(ln K) for K tokens.</summary>
    [Description("hidden features of the network of a column")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 128;

    /// <summary>The probability of dropout of hidden features.</summary>
    [Description("probability of dropout of hidden features")]
    [Range(0, 0.99)]
    public double Dropout { get; init; } = 0.4;

    /// <summary>The fraction of training rows whose columns follow one another in a random order, the others in the order of the columns.</summary>
    [Description(
        "fraction of training rows in a random order of columns, for imputation; the others are in the columns' own order"
    )]
    [Range(0, 1)]
    public double RandomOrders { get; init; } = 0.5;

    /// <summary>T: logits are divided by it before a value is sampled.</summary>
    [Sampling(ModelUses.Sampling | ModelUses.Imputation)]
    [Description("sampling temperature: below 1, likely values become more likely")]
    [Range(1e-3, 1e3)]
    public double Temperature { get; init; } = 1;

    /// <inheritdoc/>
    internal override bool TakesMissing => Transform == TransformKind.Bins;
}
