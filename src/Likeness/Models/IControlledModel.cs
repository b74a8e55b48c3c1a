using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that samples images under a picture: with a control network under a map, such as their edges; adapted for edits, under the picture before an edit.</summary>
internal interface IControlledModel
{
    /// <summary>Whether the model has a control network.</summary>
    bool IsControlled { get; }

    /// <summary>Whether the model edits pictures by words, which are its classes.</summary>
    bool IsEditing { get; }

    /// <summary>The maps of images, of a model with a control network.</summary>
    /// <param name="rows">[count, Dimensions].</param>
    /// <returns>[count, height · width], from 0 to 1.</returns>
    Tensor MapsOf(Tensor rows);

    /// <summary>Samples rows under pictures.</summary>
    /// <param name="pictures">Maps, [count, height · width], or pictures to edit in model space, [count, channels · height · width].</param>
    /// <param name="classes">[count]; null for classes with equal probability, or of a model without classes.</param>
    /// <returns>[count, Dimensions].</returns>
    Tensor SampleUnder(Tensor pictures, Tensor? classes);
}
