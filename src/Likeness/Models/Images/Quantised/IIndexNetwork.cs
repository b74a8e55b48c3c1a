using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>Predicts masked numbers of an image from the others.</summary>
internal interface IIndexNetwork
{
    /// <summary>The logits of the numbers: [batch, positions, K].</summary>
    /// <param name="numbers">[batch, positions]; K is the mask.</param>
    /// <param name="classes">[batch] or [1], where the number of classes stands for no class; null of images without classes.</param>
    /// <param name="pass">Whether this is training.</param>
    Tensor Logits(Tensor numbers, Tensor? classes, ForwardPass pass);
}
