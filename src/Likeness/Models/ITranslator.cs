using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that turns rows of one class into rows of another, keeping what is not the class's.</summary>
public interface ITranslator
{
    /// <summary>What rows look like as of other classes, without noise.</summary>
    /// <param name="rows">[batch, Dimensions], the class last.</param>
    /// <param name="classes">The numbers of the classes to come to: [batch].</param>
    /// <returns>[batch, Dimensions], the class last; a row that is of its class already may stay as it is.</returns>
    Tensor Translate(Tensor rows, Tensor classes);
}
