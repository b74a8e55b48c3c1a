using Likeness.Compute.Cpu;

namespace Likeness.Models;

/// <summary>
/// A model that is fitted to the training rows at once, into its buffers: all of it where it has no objectives, else what remains when the
/// objectives have been trained, such as the density of an autoencoder's latents.
/// </summary>
public interface IFitted
{
    /// <summary>Fits. The result is a function of rows, options and seed alone.</summary>
    /// <param name="fit">The rows.</param>
    /// <exception cref="LikenessException">The rows cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the model is unusable.</exception>
    void Fit(FitRows fit);

    /// <summary>Whether the options leave anything to fit.</summary>
    bool HasFit => true;

    /// <summary>Whether the model is of no use before the fit.</summary>
    bool NeedsFit => HasFit;

    /// <summary>The most rows that the fit takes time for; of more, it chooses some.</summary>
    int MaxFittedRows => int.MaxValue;

    /// <summary>Whether the model is fitted to the validation rows, too, once these have chosen its settings: they are then no rows that it has not seen.</summary>
    bool LearnsValidation => false;

    /// <summary>The rows by which the time of the fit is measured: so many that it takes about as many iterations as for all.</summary>
    int TimedRows => 1024;
}

/// <summary>What a model is fitted to.</summary>
/// <param name="Train">The training rows in model space, row by row.</param>
/// <param name="Validation">The validation rows in model space; may be empty. Only for model selection (numbers of components, bandwidths), unless <see cref="IFitted.LearnsValidation"/> says so.</param>
/// <param name="Seed">The seed of random numbers.</param>
/// <param name="Workers">Who does the work; null for the calling thread.</param>
/// <param name="Progress">Receives the fraction that is done.</param>
/// <param name="CancellationToken">Stops the fit.</param>
public sealed record FitRows(
    ReadOnlyMemory<float> Train,
    ReadOnlyMemory<float> Validation,
    ulong Seed,
    WorkerPool? Workers,
    Action<double> Progress,
    CancellationToken CancellationToken
);
