using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities;

/// <summary>
/// What can be done with a trained model of one kind of data: it implements <see cref="ISampler{T}"/> and so on for what models of that kind can
/// do, and says which of it this model can. Lasts as long as its model.
/// </summary>
public abstract class ModelView : IDisposable
{
    /// <summary>Whether the model at hand can do something that the class implements.</summary>
    /// <param name="capability">The interface, or the class itself.</param>
    public virtual bool Supports(Type capability) => true;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the view holds.</summary>
    /// <param name="disposing">True, as there is nothing to finalise.</param>
    protected virtual void Dispose(bool disposing) { }
}

/// <summary>Samples examples.</summary>
/// <typeparam name="T">A set of examples, such as a table.</typeparam>
public interface ISampler<out T>
{
    /// <summary>Samples examples. One depends on the weights, the seed and its number alone: fewer are the beginning of more.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed gives other examples.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <exception cref="LikenessException">The model gives what is not a number.</exception>
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
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <exception cref="LikenessException">The examples are unlike those of the run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    RowScores Score(
        T examples,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Sends examples through the model's bottleneck, or its latent vectors, and back.</summary>
/// <typeparam name="T">A set of examples.</typeparam>
public interface IReconstructor<T>
{
    /// <summary>The reconstruction of each example, without noise.</summary>
    /// <param name="examples">Examples like those of the run.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <exception cref="LikenessException">The examples are unlike those of the run.</exception>
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
    /// <summary>Numbers of a latent vector.</summary>
    int LatentWidth { get; }

    /// <summary>The latent vectors of examples: [examples × <see cref="LatentWidth"/>].</summary>
    /// <exception cref="LikenessException">The examples are unlike those of the run, or the model only decodes.</exception>
    float[] Encode(T examples);

    /// <summary>The examples that latent vectors stand for, without noise.</summary>
    /// <param name="latents">[examples × <see cref="LatentWidth"/>].</param>
    T Decode(float[] latents);

    /// <summary>Latent vectors from N(0, I): [count × <see cref="LatentWidth"/>].</summary>
    float[] SampleLatents(int count, ulong seed = 0);
}
