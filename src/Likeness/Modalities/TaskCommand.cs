namespace Likeness.Modalities;

/// <summary>A command that asks something of a trained model. Which kinds of data know it, their <see cref="Modality.Tasks"/> say.</summary>
/// <param name="Name">The command.</param>
/// <param name="Purpose">What it is for, in half a sentence.</param>
/// <param name="FormerName">Its name in the release before; null where it had none.</param>
public sealed record TaskCommand(string Name, string Purpose, string? FormerName = null)
{
    /// <summary>Draws new examples.</summary>
    public static TaskCommand Sample { get; } = new("sample", "sample new data from a trained model");

    /// <summary>Scores and ranks examples.</summary>
    public static TaskCommand Score { get; } =
        new(
            "score",
            "score examples under a trained model by their log-density, or what stands in for it, and rank them"
        );

    /// <summary>Fills missing values.</summary>
    public static TaskCommand Impute { get; } =
        new("impute", "fill missing values by sampling them given the rest", "complete");

    /// <summary>Sends examples through the model and back.</summary>
    public static TaskCommand Reconstruct { get; } =
        new("reconstruct", "send examples through a trained model and back");

    /// <summary>Turns examples of one class into another.</summary>
    public static TaskCommand Translate { get; } = new("translate", "turn examples of one class into another");

    /// <summary>Gives latent vectors.</summary>
    public static TaskCommand Encode { get; } = new("encode", "write the latent vectors of examples");

    /// <summary>Goes from one example to another.</summary>
    public static TaskCommand Interpolate { get; } =
        new("interpolate", "interpolate between two examples through the latent space");

    /// <summary>Changes one latent dimension at a time.</summary>
    public static TaskCommand Traverse { get; } =
        new("traverse", "change one latent dimension at a time, and see what changes");

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<TaskCommand> All { get; } =
    [Sample, Score, Impute, Reconstruct, Translate, Encode, Interpolate, Traverse];
}
