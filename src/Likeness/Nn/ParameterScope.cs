using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// The scope of a layer's parameters: a prefix of their names, and the seed of their initial values. The path from the model to a
/// layer is the key in checkpoints, as in PyTorch.
/// </summary>
public sealed class ParameterScope
{
    private readonly ParameterSet parameters;
    private readonly ulong? seed;
    private readonly string prefix;
    private readonly bool isTrained;
    private readonly double? deviation;

    /// <summary>The scope of a whole model.</summary>
    /// <param name="parameters">Receives the parameters.</param>
    /// <param name="seed">
    /// The seed of the initial values, with a stream for each parameter; null initialises to zeros, to be loaded later.
    /// </param>
    public ParameterScope(ParameterSet parameters, ulong? seed)
        : this(parameters, seed, prefix: "", isTrained: true) { }

    private ParameterScope(
        ParameterSet parameters,
        ulong? seed,
        string prefix,
        bool isTrained,
        double? deviation = null
    )
    {
        (this.parameters, this.seed, this.prefix, this.isTrained) = (parameters, seed, prefix, isTrained);
        this.deviation = deviation;
    }

    /// <summary>This scope for layers that are not trained but track others: all their arrays are buffers.</summary>
    public ParameterScope ForBuffers() => new(parameters, seed, prefix, isTrained: false, deviation);

    /// <summary>
    /// This scope with another initialisation: normal weights with mean 0, and biases of 0. Normalisation layers keep theirs.
    /// </summary>
    /// <param name="standardDeviation">The standard deviation of the weights.</param>
    public ParameterScope WithNormal(double standardDeviation) =>
        new(parameters, seed, prefix, isTrained, standardDeviation);

    /// <summary>The scope of a part of the model.</summary>
    /// <param name="name">The part's name, such as <c>net</c> or a number; may contain dots.</param>
    public ParameterScope At(string name) => new(parameters, seed, $"{prefix}{name}.", isTrained, deviation);

    /// <summary>The scope of a part in a list.</summary>
    /// <param name="index">The part's index, from 0.</param>
    public ParameterScope At(int index) => new(parameters, seed, $"{prefix}{index}.", isTrained, deviation);

    /// <summary>Adds a parameter initialised to a constant.</summary>
    public Parameter Constant(string name, Shape shape, float value) => Filled(name, shape, value, isTrained);

    /// <summary>Adds a buffer initialised to a constant: an array that is stored with the parameters but not trained.</summary>
    public Parameter Buffer(string name, Shape shape, float value) => Filled(name, shape, value, asTrained: false);

    private Parameter Filled(string name, Shape shape, float value, bool asTrained)
    {
        var parameter = parameters.Add(prefix + name, shape, asTrained);
        if (seed is not null && value != 0)
        {
            parameter.Values.Fill(value); // zeros are there already, and cost no memory until they are touched
        }

        return parameter;
    }

    /// <summary>Adds a parameter initialised uniformly on [−bound, bound).</summary>
    /// <param name="name">Its name inside this scope.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="bound">The largest magnitude.</param>
    /// <param name="checkpointAxes">The order of the axes in checkpoints, if it differs.</param>
    public Parameter Uniform(string name, Shape shape, double bound, IReadOnlyList<int>? checkpointAxes = null) =>
        deviation is double normal
            ? Sampled(name, shape, random => shape.Rank > 1 ? random.NextNormal() * normal : 0, checkpointAxes)
            : Sampled(name, shape, random => ((2 * random.NextDouble()) - 1) * bound, checkpointAxes);

    /// <summary>Adds a parameter with normal initialisation and mean 0.</summary>
    /// <param name="name">Its name inside this scope.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="deviation">The standard deviation of the initial values.</param>
    public Parameter Normal(string name, Shape shape, double deviation) =>
        Sampled(name, shape, random => random.NextNormal() * deviation, checkpointAxes: null);

    private Parameter Sampled(
        string name,
        Shape shape,
        Func<PhiloxRandom, double> sample,
        IReadOnlyList<int>? checkpointAxes
    )
    {
        int index = parameters.Count;
        var parameter = parameters.Add(prefix + name, shape, isTrained, checkpointAxes);
        if (seed is ulong given)
        {
            var random = RandomUse.Weights.Random(given, index);
            foreach (ref float value in parameter.Values)
            {
                value = (float)sample(random);
            }
        }

        return parameter;
    }
}
