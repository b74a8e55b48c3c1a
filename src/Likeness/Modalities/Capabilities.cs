using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities;

/// <summary>
/// The capabilities of a trained model of one kind of data: it implements <see cref="ISampler{T}"/> and so on for the capabilities that models of that kind can
/// have, and reports which of them this model has. It is valid as long as its model.
/// </summary>
public abstract class ModelView : IDisposable
{
    /// <summary>Whether this model has a capability that the class implements.</summary>
    /// <param name="capability">The interface, or the class itself.</param>
    public virtual bool Supports(Type capability) => true;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the resources of the view.</summary>
    /// <param name="disposing">True; there is no finaliser.</param>
    protected virtual void Dispose(bool disposing) { }
}

/// <summary>Samples examples.</summary>
/// <typeparam name="T">A set of examples, such as a table.</typeparam>
public interface ISampler<out T>
{
    /// <summary>Samples examples. Each depends only on the weights, the seed and its index: a smaller sample is the beginning of a larger one.</summary>
    /// <param name="count">The number of examples.</param>
    /// <param name="seed">Another seed gives other examples.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="LikenessException">The model returns NaN.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    T Sample(
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Computes log-densities or log-probabilities, or bounds on them.</summary>
/// <typeparam name="T">A set of examples.</typeparam>
public interface IScorer<in T>
{
    /// <summary>The log-density of each example, in nats.</summary>
    /// <param name="examples">Examples like those of the run.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="LikenessException">The examples do not match those of the run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    RowScores Score(
        T examples,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Reconstructs examples from the model's bottleneck or latent vectors.</summary>
/// <typeparam name="T">A set of examples.</typeparam>
public interface IReconstructor<T>
{
    /// <summary>The reconstruction of each example, without noise.</summary>
    /// <param name="examples">Examples like those of the run.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="LikenessException">The examples do not match those of the run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    T Reconstruct(
        T examples,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Maps between examples and latent vectors.</summary>
/// <typeparam name="T">A set of examples.</typeparam>
public interface ILatentSpace<T>
{
    /// <summary>The dimension of a latent vector.</summary>
    int LatentWidth { get; }

    /// <summary>The latent vectors of examples: [examples × <see cref="LatentWidth"/>].</summary>
    /// <exception cref="LikenessException">The examples do not match those of the run, or the model has no encoder.</exception>
    float[] Encode(T examples);

    /// <summary>Decodes latent vectors, without noise.</summary>
    /// <param name="latents">[examples × <see cref="LatentWidth"/>].</param>
    /// <exception cref="ArgumentException">They are not whole latent vectors.</exception>
    T Decode(float[] latents);

    /// <summary>Latent vectors from N(0, I): [count × <see cref="LatentWidth"/>].</summary>
    float[] SampleLatents(int count, ulong seed = 0);
}
