using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models;

/// <summary>
/// A model of a distribution over rows in model space. It defines what is minimised and how rows are sampled; training, storage and reports are
/// elsewhere. Further capabilities are interfaces, such as <see cref="IDensityModel"/>. A derived class makes its layers in its constructor, which
/// takes (options, space, seed).
/// </summary>
public abstract class GenerativeModel : IDisposable
{
    /// <summary>A model without layers yet.</summary>
    /// <param name="space">What is known of a row; at least one dimension.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    protected GenerativeModel(ModelSpace space, ulong? seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(space.Width, 1, nameof(space));
        Space = space;
        Scope = new ParameterScope(Parameters, seed);
    }

    /// <summary>What is known of a row before any is seen.</summary>
    public ModelSpace Space { get; }

    /// <summary>Width of a row in model space.</summary>
    public int Dimensions => Space.Width;

    /// <summary>All that is trained, and the buffers of layers that keep any.</summary>
    public ParameterSet Parameters { get; } = new();

    /// <summary>Where the layers of the model put their parameters.</summary>
    protected ParameterScope Scope { get; }

    /// <summary>
    /// What is minimised, one objective after another in each step. The loss of the first is reported and, where
    /// <see cref="LossMeasuresQuality"/>, used for early stopping. Empty for a model that is only fitted (<see cref="IFitted"/>).
    /// </summary>
    public abstract IReadOnlyList<Objective> Objectives { get; }

    /// <summary>Whether a lower first loss on held-out rows means a better model. It does not for an adversarial loss.</summary>
    public virtual bool LossMeasuresQuality => true;

    /// <summary>Samples rows from random numbers of the graph.</summary>
    /// <param name="count">How many rows.</param>
    /// <returns>[count, Dimensions]; each row depends on its own random numbers alone.</returns>
    public abstract Tensor Sample(int count);

    /// <summary>Whether the weight decay of the options applies to a parameter; to all unless a derived class says otherwise.</summary>
    /// <param name="parameter">One of the trained parameters.</param>
    internal virtual bool IsDecayed(Parameter parameter) => true;

    /// <summary>Copies the parameters and arrays of a model of the same class, options and space.</summary>
    internal void CopyFrom(GenerativeModel other)
    {
        Parameters.CopyFrom(other.Parameters);
        (this as IStoredArrays)?.CopyArraysFrom((IStoredArrays)other);
    }

    /// <summary>Frees the memory of the parameters.</summary>
    public void Dispose()
    {
        Parameters.Dispose();
        GC.SuppressFinalize(this);
    }
}
