using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Where a layer puts its parameters: a prefix of their names, and the seed of their first values. The path from the model to
/// a layer is the key in checkpoints, as in PyTorch.
/// </summary>
public sealed class ParameterScope
{
    private readonly ParameterSet parameters;
    private readonly ulong? seed;
    private readonly string prefix;
    private readonly bool isTrained;
    private readonly double? deviation;

    /// <summary>The scope of a whole model.</summary>
    /// <param name="parameters">Where the parameters go.</param>
    /// <param name="seed">The seed of their first values, each parameter drawing from a stream of its own; null leaves zeros, to be filled.</param>
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

    /// <summary>This scope for layers that are not trained themselves but follow others: all that they make is a buffer.</summary>
    public ParameterScope ForBuffers() => new(parameters, seed, prefix, isTrained: false, deviation);

    /// <summary>
    /// This scope for networks that begin otherwise than their layers by themselves: weights normal, with mean 0, biases 0. Norms begin as
    /// ever.
    /// </summary>
    /// <param name="standardDeviation">Of the weights.</param>
    public ParameterScope WithNormal(double standardDeviation) =>
        new(parameters, seed, prefix, isTrained, standardDeviation);

    /// <summary>The scope of a part.</summary>
    /// <param name="name">The part's name, such as <c>net</c> or a number; may hold dots.</param>
    public ParameterScope At(string name) => new(parameters, seed, $"{prefix}{name}.", isTrained, deviation);

    /// <summary>The scope of a part in a list.</summary>
    /// <param name="index">The part's place, from 0.</param>
    public ParameterScope At(int index) => new(parameters, seed, $"{prefix}{index}.", isTrained, deviation);

    /// <summary>Adds a parameter whose numbers all begin at one value.</summary>
    public Parameter Constant(string name, Shape shape, float value) => Filled(name, shape, value, isTrained);

    /// <summary>Adds a buffer, an array that is kept with the parameters but not trained, whose numbers all begin at one value.</summary>
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

    /// <summary>Adds a parameter whose numbers begin uniform on [−bound, bound).</summary>
    /// <param name="name">Its name inside this scope.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="bound">The largest magnitude.</param>
    /// <param name="checkpointAxes">The order of the axes in checkpoints, where it is another than here.</param>
    public Parameter Uniform(string name, Shape shape, double bound, IReadOnlyList<int>? checkpointAxes = null) =>
        deviation is double normal
            ? Sampled(name, shape, random => shape.Rank > 1 ? random.NextNormal() * normal : 0, checkpointAxes)
            : Sampled(name, shape, random => ((2 * random.NextDouble()) - 1) * bound, checkpointAxes);

    /// <summary>Adds a parameter whose numbers begin normal, with mean 0.</summary>
    /// <param name="name">Its name inside this scope.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="deviation">Their standard deviation.</param>
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
