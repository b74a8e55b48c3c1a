namespace Likeness.Modalities;

/// <summary>A command for a task of a trained model. <see cref="Modality.Tasks"/> lists the kinds of data that support it.</summary>
/// <param name="Name">The command.</param>
/// <param name="Purpose">The command's purpose, as the help shows it.</param>
/// <param name="FormerName">Its former name; null for none.</param>
public sealed record TaskCommand(string Name, string Purpose, string? FormerName = null)
{
    /// <summary>Samples new examples.</summary>
    public static TaskCommand Sample { get; } = new("sample", "sample new data from a trained model");

    /// <summary>Scores and ranks examples.</summary>
    public static TaskCommand Score { get; } =
        new(
            "score",
            "score examples under a trained model by their log-density, or another score of the model, and rank them"
        );

    /// <summary>Imputes missing values.</summary>
    public static TaskCommand Impute { get; } =
        new("impute", "impute missing values by conditional sampling", "complete");

    /// <summary>Reconstructs examples.</summary>
    public static TaskCommand Reconstruct { get; } = new("reconstruct", "reconstruct examples with a trained model");

    /// <summary>Translates examples to another class.</summary>
    public static TaskCommand Translate { get; } = new("translate", "translate examples to another class");

    /// <summary>Writes latent vectors.</summary>
    public static TaskCommand Encode { get; } = new("encode", "write the latent vectors of examples");

    /// <summary>Interpolates between examples.</summary>
    public static TaskCommand Interpolate { get; } =
        new("interpolate", "interpolate between two examples through the latent space");

    /// <summary>Traverses latent dimensions.</summary>
    public static TaskCommand Traverse { get; } =
        new("traverse", "decode latent vectors while one dimension at a time varies");

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<TaskCommand> All { get; } =
    [Sample, Score, Impute, Reconstruct, Translate, Encode, Interpolate, Traverse];
}
