using Likeness.Compute.Graph;
using Likeness.Models.Images;
using MathNet.Numerics.Distributions;

namespace Likeness.Models.Diffusion;

/// <summary>A network of the diffusion family.</summary>
/// <param name="x">Noisy rows: [batch, d].</param>
/// <param name="time">[batch, 1], or [1, 1] for all rows; of the order of 1.</param>
/// <param name="classes">[batch] or [1], where the number of classes stands for no class; null of a model without classes.</param>
/// <returns>[batch, d].</returns>
internal delegate Tensor ConditionedNetwork(Tensor x, Tensor time, Tensor? classes);

/// <summary>
/// The class of a row as the condition of a network. Classifier-free guidance, Ho and Salimans 2022, arXiv:2207.12598: in training a class is dropped
/// with a probability (algorithm 1), so that one network learns both fields; samples follow F_∅ + s (F_y − F_∅), where s is the paper's 1 + w (eq. 6). The
/// noise, the row and the velocity that a network can predict are affine in each other at a given x and t, so that the same s guides all of them.
/// </summary>
/// <param name="space">Its rows end with their class, where any are learned.</param>
/// <param name="network">The network.</param>
/// <param name="dropout">The probability that a class is dropped in training.</param>
/// <param name="scale">s.</param>
internal class ClassGuidance(ModelSpace space, ConditionedNetwork network, double dropout, double scale)
{
    private const ulong DropStream = 1UL << 33;
    private const ulong ClassStream = DropStream + 1;

    private readonly int classes = space.Classes;

    /// <summary>Values of a row without its condition.</summary>
    public int Width { get; } = space.Image?.Length ?? (space.Width - (space.Classes > 0 ? 1 : 0));

    /// <summary>The network without a class.</summary>
    public Tensor Unconditional(Tensor x, Tensor time) => network(x, time, classes == 0 ? null : None(1));

    /// <summary>The network conditioned on classes.</summary>
    /// <param name="of">[batch]; null of a model without classes.</param>
    public Func<Tensor, Tensor, Tensor> Of(Tensor? of) =>
        of is null ? Unconditional : (x, time) => network(x, time, of);

    /// <summary>The guided network.</summary>
    /// <param name="of">[batch]; null of a model without classes.</param>
    public Func<Tensor, Tensor, Tensor> Guided(Tensor? of)
    {
        if (of is null || scale == 0)
        {
            return Unconditional;
        }

        return scale == 1
            ? Of(of)
            : (x, time) =>
            {
                var free = Unconditional(x, time);
                return free + ((float)scale * (network(x, time, of) - free));
            };
    }

    /// <summary>The classes of rows in training, some of them dropped at random: [batch]; null where none are learned.</summary>
    /// <param name="rows">[batch, Dimensions].</param>
    public virtual Tensor? Dropped(Tensor rows)
    {
        if (classes == 0)
        {
            return null;
        }

        int batch = rows.Shape[0];
        var isDropped = ((Tensor)(float)dropout).GreaterThan(Tensor.RandomUniform([batch], DropStream));
        return isDropped.Where(None(batch), space.ClassesOf(rows));
    }

    /// <summary>The values of rows without their classes: [batch, <see cref="Width"/>].</summary>
    public Tensor Values(Tensor rows) => classes == 0 ? rows : rows.Slice(1, 0, Width);

    /// <summary>The classes of rows: [batch]; null where none are learned.</summary>
    public Tensor? ClassesOf(Tensor rows) => classes == 0 ? null : space.ClassesOf(rows);

    /// <summary>Classes of samples, with their probabilities: [count]; null where none are learned.</summary>
    public Tensor? Sample(int count) => classes == 0 ? null : space.SampleClasses(count, ClassStream);

    /// <summary>Values followed by classes: [batch, Dimensions].</summary>
    public virtual Tensor Rows(Tensor values, Tensor? of) => space.Rows(values, of);

    /// <summary>Classes where they are known, and no class elsewhere: [batch].</summary>
    /// <param name="rows">[batch, Dimensions].</param>
    /// <param name="known">[batch, Dimensions]: 1 where a value is known, else 0.</param>
    public Tensor? KnownClasses(Tensor rows, Tensor known) =>
        classes == 0 ? null : space.ClassesOf(known).Where(space.ClassesOf(rows), None(rows.Shape[0]));

    /// <summary>Latents with the class as one more normal number z: Φ(z) lies in the class's interval of the cumulative probability, and is its middle.</summary>
    /// <param name="latents">[batch, n].</param>
    /// <param name="of">[batch]; null where none are learned.</param>
    /// <returns>[batch, n + 1], or the latents where no classes are learned.</returns>
    public Tensor WithClass(Tensor latents, Tensor? of)
    {
        if (of is null)
        {
            return latents;
        }

        float[] middles = [.. space.ClassMiddles().Select(middle => (float)Normal.InvCDF(0, 1, middle))];
        return Tensor.Concatenate(1, latents, Tensor.Constant([classes, 1], middles).Gather(of));
    }

    /// <summary>The inverse of <see cref="WithClass"/>.</summary>
    /// <param name="latents">[batch, n + 1].</param>
    public (Tensor Latents, Tensor? Classes) WithoutClass(Tensor latents)
    {
        if (classes == 0)
        {
            return (latents, null);
        }

        var (batch, width) = (latents.Shape[0], latents.Shape[1] - 1);
        var fraction = ((latents.Slice(1, width, 1) * MathF.Sqrt(0.5f)).Erf() + 1) * 0.5f;
        return (latents.Slice(1, 0, width), space.ClassAt(fraction.Reshape([batch])));
    }

    /// <summary>No class: [batch].</summary>
    protected Tensor None(int batch) => Tensor.Constant([batch], classes);
}
