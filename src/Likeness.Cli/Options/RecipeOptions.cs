using System.Reflection;
using Likeness.Modalities;
using Likeness.Models;

namespace Likeness.Cli.Options;

/// <summary>The options of a recipe, as a user would type them.</summary>
internal static class RecipeOptions
{
    private const string PresetOption = "--preset";

    /// <summary>The options of a recipe that differ from the model's defaults and that a command line does not set; none if it names a preset.</summary>
    public static IEnumerable<string> Missing(Recipe recipe, Modality modality, IReadOnlyList<string> args)
    {
        if (recipe.Options is not { } options || args.Any(word => ModelChoice.NameOf(word) == PresetOption))
        {
            yield break;
        }

        var entry = modality.FindModel(recipe.Model);
        var defaults = entry.DefaultOptions();
        var set = args.Select(ModelChoice.NameOf).ToHashSet();
        foreach (var property in entry.OptionsType.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            string value = OptionValue.Show(property.GetValue(options));
            if (
                property.Name != nameof(ModelOptions.Epochs)
                && entry.Offers(property)
                && value != OptionValue.Show(property.GetValue(defaults))
                && !set.Overlaps(PropertyOption.NamesOf(property))
            )
            {
                yield return PropertyOption.NameOf(property);
                yield return value;
            }
        }
    }
}
