using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// One forward pass while its graph is built. It tells layers that differ between training and evaluation, such as dropout and
/// batch normalisation, which mode applies, and collects their buffer updates.
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

    /// <summary>Evaluation mode: no dropout, and no buffer updates.</summary>
    public static ForwardPass Inference { get; } = new(isTraining: false);

    /// <summary>Whether this is a training pass.</summary>
    public bool IsTraining { get; }

    /// <summary>The completed fraction of the training, from 0 to 1, for schedules: one number; 1 in evaluation.</summary>
    public Tensor Progress { get; }

    /// <summary>The updates of buffers at the end of the step.</summary>
    public IReadOnlyList<Assignment> Updates =>
        [
            .. noted
                .Select(pair => new Assignment(pair.Key, pair.Value))
                .OrderBy(update => update.Target.Name, StringComparer.Ordinal),
        ];

    /// <summary>A new training pass; one for each compiled step.</summary>
    public static ForwardPass Training() => new(isTraining: true);

    /// <summary>Sets the next value of a buffer. A layer that is applied twice continues from its first update.</summary>
    /// <param name="buffer">A parameter that the step itself does not train.</param>
    /// <param name="next">Maps the current value to the next.</param>
    /// <exception cref="InvalidOperationException">This is not a training pass.</exception>
    public void Note(Parameter buffer, Func<Tensor, Tensor> next)
    {
        ThrowIfInference();
        noted[buffer] = next(noted.GetValueOrDefault(buffer, buffer.Tensor));
    }

    /// <summary>New uniform numbers on [0, 1) at each run, from a stream that no other layer of the pass uses.</summary>
    /// <exception cref="InvalidOperationException">This is not a training pass.</exception>
    public Tensor Uniform(Shape shape)
    {
        ThrowIfInference();
        return Tensor.RandomUniform(shape, FirstStream + streams++);
    }

    private void ThrowIfInference()
    {
        if (!IsTraining)
        {
            throw new InvalidOperationException(
                "Random numbers and buffer updates are available in a training pass only."
            );
        }
    }
}
