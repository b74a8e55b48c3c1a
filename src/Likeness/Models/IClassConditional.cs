using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that draws rows of a class that is asked for. A model that completes any rows (<see cref="IImputer"/>) can do so without this.</summary>
public interface IClassConditional
{
    /// <summary>Draws rows of given classes.</summary>
    /// <param name="classes">The number of each row's class, counted from 0: [count].</param>
    /// <returns>[count, Dimensions], the class last; each row depends on its own class and random numbers alone.</returns>
    Tensor SampleOf(Tensor classes);
}
