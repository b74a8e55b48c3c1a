using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that samples rows of a requested class. An <see cref="IImputer"/> can do so without this interface.</summary>
public interface IClassConditional
{
    /// <summary>Samples rows of the given classes.</summary>
    /// <param name="classes">The number of each row's class, counted from 0: [count].</param>
    /// <returns>[count, Dimensions], the class last; each row depends on its own class and random numbers alone.</returns>
    Tensor SampleOf(Tensor classes);
}
