using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models;

/// <summary>
/// A model of a distribution over rows in model space. It says what to minimise and how to draw; how it is trained, stored and
/// shown is none of its business. What else it can do, it says by an interface, such as <see cref="IDensity"/>. A derived class
/// makes its layers in its constructor, which takes (options, dimensions, seed).
/// </summary>
public abstract class GenerativeModel : IDisposable
{
    /// <summary>A model without layers yet.</summary>
    /// <param name="dimensions">Width of a row in model space; at least 1.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    protected GenerativeModel(int dimensions, ulong? seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        Dimensions = dimensions;
        Scope = new ParameterScope(Parameters, seed);
    }

    /// <summary>Width of a row in model space.</summary>
    public int Dimensions { get; }

    /// <summary>All that is trained, and the buffers of layers that keep any.</summary>
    public ParameterSet Parameters { get; } = new();

    /// <summary>Where the layers of the model put their parameters.</summary>
    protected ParameterScope Scope { get; }

    /// <summary>What is minimised, one after another in each step. The first one's loss is the one that is reported and stopped on.</summary>
    public abstract IReadOnlyList<Objective> Objectives { get; }

    /// <summary>Draws rows from random numbers of the graph.</summary>
    /// <param name="count">How many rows.</param>
    /// <returns>[count, Dimensions]; each row depends on its own random numbers alone.</returns>
    public abstract Tensor Draw(int count);

    /// <summary>Frees the memory of the parameters.</summary>
    public void Dispose()
    {
        Parameters.Dispose();
        GC.SuppressFinalize(this);
    }
}
