namespace Likeness.Models;

/// <summary>What a trained model computes: what a task needs (<see cref="Modalities.ModelTask.Uses"/>), and what an option affects.</summary>
[Flags]
public enum ModelUses
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>New rows.</summary>
    Sampling = 1,

    /// <summary>Log-densities, or another score.</summary>
    Scoring = 2,

    /// <summary>Latent vectors of rows.</summary>
    Encoding = 4,

    /// <summary>Rows of latent vectors.</summary>
    Decoding = 8,

    /// <summary>Missing values given the observed ones.</summary>
    Imputation = 16,

    /// <summary>All of them.</summary>
    All = Sampling | Scoring | Encoding | Decoding | Imputation,
}
