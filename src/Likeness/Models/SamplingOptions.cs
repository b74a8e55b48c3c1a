using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Likeness.Models;

/// <summary>The options of a model that only affect sampling (<see cref="SamplingAttribute"/>).</summary>
public static class SamplingOptions
{
    /// <summary>The properties of an options record that can be changed for a trained model.</summary>
    /// <param name="options">The record's type.</param>
    public static IEnumerable<PropertyInfo> FindIn(Type options) =>
        options
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<SamplingAttribute>() is not null);

    /// <summary>Refuses options that differ in what affects training.</summary>
    /// <param name="trained">The options of the training.</param>
    /// <param name="chosen">The options to sample with.</param>
    /// <returns>The options to sample with.</returns>
    /// <exception cref="LikenessException">They differ in what affects training, or are out of their range.</exception>
    public static ModelOptions Checked(ModelOptions trained, ModelOptions chosen)
    {
        var rest = chosen with { };
        foreach (var property in FindIn(trained.GetType()))
        {
            property.SetValue(rest, property.GetValue(trained));
        }

        if (rest != trained)
        {
            string names = string.Join(", ", FindIn(trained.GetType()).Select(property => property.Name));
            throw new LikenessException(
                $"only options of sampling can be changed after the training ({(names.Length > 0 ? names : "this model has none")})"
            );
        }

        chosen.Validate();
        return chosen;
    }

    /// <summary>Names the options that differ from those of the training: "steps 4 instead of 50".</summary>
    /// <param name="trained">The options of the training.</param>
    /// <param name="chosen">The options to sample with.</param>
    internal static IEnumerable<string> Changes(ModelOptions trained, ModelOptions chosen) =>
        from property in FindIn(trained.GetType())
        let values = (Before: property.GetValue(trained), Now: property.GetValue(chosen))
        where !Equals(values.Before, values.Now)
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name)} {values.Now} instead of {values.Before}"
        );
}
