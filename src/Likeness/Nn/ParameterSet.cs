using System.Collections;
using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// The arrays of a model by name, in the order in which its layers created them: trained parameters, and buffers such as running
/// averages.
/// </summary>
public sealed class ParameterSet : IReadOnlyList<Parameter>, IDisposable
{
    private readonly List<Parameter> parameters = [];
    private readonly List<Parameter> trained = [];
    private readonly Dictionary<string, Parameter> byName = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public int Count => parameters.Count;

    /// <summary>The total number of trained values.</summary>
    public long Elements => trained.Sum(parameter => (long)parameter.Shape.Count);

    /// <summary>The arrays without the buffers.</summary>
    public IReadOnlyList<Parameter> Trained => trained;

    /// <inheritdoc/>
    public Parameter this[int index] => parameters[index];

    /// <summary>The trained arrays whose names start with a prefix.</summary>
    public IReadOnlyList<Parameter> TrainedOf(string prefix) =>
        [.. trained.Where(parameter => parameter.Name.StartsWith(prefix, StringComparison.Ordinal))];

    /// <summary>The parameter with a name.</summary>
    /// <exception cref="KeyNotFoundException">It does not exist.</exception>
    public Parameter this[string name] => byName[name];

    /// <summary>Adds an array of zeros.</summary>
    /// <param name="name">The key in checkpoints, such as <c>layers.0.weight</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="isTrained">Whether an optimiser trains it; otherwise it is a buffer.</param>
    /// <param name="checkpointAxes">The order of the axes in checkpoints, if it differs.</param>
    /// <exception cref="ArgumentException">The name exists already.</exception>
    public Parameter Add(string name, Shape shape, bool isTrained = true, IReadOnlyList<int>? checkpointAxes = null)
    {
        if (byName.ContainsKey(name))
        {
            throw new ArgumentException($"There is a parameter '{name}' already.", nameof(name));
        }

        var parameter = new Parameter(name, shape) { CheckpointAxes = checkpointAxes };
        parameters.Add(parameter);
        byName.Add(name, parameter);
        if (isTrained)
        {
            trained.Add(parameter);
        }

        return parameter;
    }

    /// <summary>Turns all arrays into buffers: those that are added later are the only trained ones.</summary>
    internal void Freeze() => trained.Clear();

    /// <summary>The array of a name; null if there is none.</summary>
    internal Parameter? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Copies the values of a set with the same names and shapes.</summary>
    /// <exception cref="ArgumentException">The sets differ.</exception>
    public void CopyFrom(ParameterSet other)
    {
        for (int i = 0; i < Math.Max(Count, other.Count); i++)
        {
            if (i >= Count || i >= other.Count || this[i].Name != other[i].Name || this[i].Shape != other[i].Shape)
            {
                throw new ArgumentException("The parameters differ in name or shape.", nameof(other));
            }

            other[i].Values.CopyTo(this[i].Values);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => parameters.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Frees the memory of all parameters.</summary>
    public void Dispose() => parameters.ForEach(parameter => parameter.Dispose());
}
