using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that translates rows of one class into another, keeping what does not depend on the class.</summary>
public interface ITranslator
{
    /// <summary>The rows translated to other classes, without noise.</summary>
    /// <param name="rows">[batch, Dimensions], the class last.</param>
    /// <param name="classes">The numbers of the target classes: [batch].</param>
    /// <returns>[batch, Dimensions], the class last; a row that has the target class already may stay unchanged.</returns>
    Tensor Translate(Tensor rows, Tensor classes);
}
