using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>The network of an <see cref="ImageClassifier"/>.</summary>
internal interface IFeatureNetwork
{
    /// <summary>The number of features per image.</summary>
    int Width { get; }

    /// <summary>Features of images.</summary>
    /// <param name="images">[batch, channels · height · width], in [−1, 1].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch, <see cref="Width"/>], at least 0.</returns>
    Tensor Describe(Tensor images, ForwardPass pass);

    /// <summary>The scores of all classes of all questions.</summary>
    /// <param name="features">[batch, <see cref="Width"/>].</param>
    /// <returns>[batch, outputs].</returns>
    Tensor Score(Tensor features);
}

/// <summary>The networks that a classifier can have.</summary>
internal enum ClassifierNetwork
{
    /// <summary>A <see cref="FeatureNetwork"/>, for evaluation.</summary>
    Features,

    /// <summary>A <see cref="TextureNetwork"/>, for style.</summary>
    Textures,
}
