using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model with a control network: it samples images that follow a map, such as their edges.</summary>
internal interface IControlledModel
{
    /// <summary>Whether the model has a control network.</summary>
    bool IsControlled { get; }

    /// <summary>The maps of images.</summary>
    /// <param name="rows">[count, Dimensions].</param>
    /// <returns>[count, height · width], from 0 to 1.</returns>
    Tensor MapsOf(Tensor rows);

    /// <summary>Samples rows under maps.</summary>
    /// <param name="maps">[count, height · width].</param>
    /// <param name="classes">[count]; null for classes with equal probability, or of a model without classes.</param>
    /// <returns>[count, Dimensions].</returns>
    Tensor SampleUnder(Tensor maps, Tensor? classes);
}
