using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// One way through a network while its graph is written: it tells layers that learn otherwise than they are used, such as dropout and
/// batch normalisation, which of the two this is, and collects what they note for later use.
/// </summary>
public sealed class ForwardPass
{
    // Far above the streams that models number by hand.
    private const ulong FirstStream = 1UL << 48;

    private readonly Dictionary<Parameter, Tensor> noted = [];
    private ulong streams;

    private ForwardPass(bool isTraining)
    {
        IsTraining = isTraining;
        Progress = isTraining ? Tensor.Input("progress", Shape.Scalar) : Tensor.Constant(Shape.Scalar, 1);
    }

    /// <summary>A network as it is used: nothing is dropped, and nothing is noted.</summary>
    public static ForwardPass Inference { get; } = new(isTraining: false);

    /// <summary>Whether the network learns from this pass.</summary>
    public bool IsTraining { get; }

    /// <summary>The share of the training that is done, from 0 to 1, for what changes in its course: one number; 1 where the network is used.</summary>
    public Tensor Progress { get; }

    /// <summary>What buffers become when the step ends.</summary>
    public IReadOnlyList<Assignment> Updates =>
        [
            .. noted
                .Select(pair => new Assignment(pair.Key, pair.Value))
                .OrderBy(update => update.Target.Name, StringComparer.Ordinal),
        ];

    /// <summary>A new pass to learn from; one for each step that is compiled.</summary>
    public static ForwardPass Training() => new(isTraining: true);

    /// <summary>Says what a buffer becomes when the step ends. A layer that is applied twice goes on from what it noted first.</summary>
    /// <param name="buffer">A parameter that the step itself does not train.</param>
    /// <param name="next">The new value, from the one so far.</param>
    /// <exception cref="InvalidOperationException">The network does not learn from this pass.</exception>
    public void Note(Parameter buffer, Func<Tensor, Tensor> next)
    {
        ThrowIfInference();
        noted[buffer] = next(noted.GetValueOrDefault(buffer, buffer.Tensor));
    }

    /// <summary>Fresh uniform numbers on [0, 1) at each run, from a stream that no other layer of the pass has.</summary>
    /// <exception cref="InvalidOperationException">The network does not learn from this pass.</exception>
    public Tensor Uniform(Shape shape)
    {
        ThrowIfInference();
        return Tensor.RandomUniform(shape, FirstStream + streams++);
    }

    private void ThrowIfInference()
    {
        if (!IsTraining)
        {
            throw new InvalidOperationException("A network that is only used draws and notes nothing.");
        }
    }
}
