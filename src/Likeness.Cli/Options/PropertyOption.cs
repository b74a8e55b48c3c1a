using System.CommandLine;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Data;
using Likeness.Modalities;

namespace Likeness.Cli.Options;

/// <summary>Makes an option from a property of a settings record: its name in kebab-case, its description, its range.</summary>
internal static class PropertyOption
{
    /// <summary>The option's name, such as <c>--batch-size</c>.</summary>
    public static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<OptionNameAttribute>()?.Name ?? "--" + OptionValue.Kebab(property.Name);

    /// <summary>Its name and its former names.</summary>
    public static IEnumerable<string> NamesOf(PropertyInfo property) => FormerNames(property).Prepend(NameOf(property));

    /// <summary>Makes the option.</summary>
    /// <param name="property">The property.</param>
    /// <param name="defaultText">The default as shown in the help; empty for none.</param>
    public static Option<object?> Make(PropertyInfo property, string defaultText)
    {
        string name = NameOf(property);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        string text =
            property.GetCustomAttribute<DescriptionAttribute>()?.Description
            ?? OptionValue.Kebab(property.Name).Replace('-', ' ');
        var range = property.GetCustomAttribute<RangeAttribute>();
        bool isSwitch = type == typeof(bool) && property.DeclaringType!.IsAssignableTo(typeof(TaskSettings));
        var option = new Option<object?>(name)
        {
            Description = defaultText.Length == 0 ? text : $"{text} {defaultText}",
            HelpName = isSwitch ? null : OptionValue.Placeholder(type),
            Arity =
                isSwitch ? ArgumentArity.Zero
                : type.IsArray ? ArgumentArity.OneOrMore
                : ArgumentArity.ExactlyOne,
            AllowMultipleArgumentsPerToken = type.IsArray, // as 64,64 or as 64 64
            CustomParser = result => isSwitch ? true : Flag.Parse(name, type, result, given => Complaint(given, range)),
        };
        return option.Formerly(FormerNames(property));
    }

    private static IEnumerable<string> FormerNames(PropertyInfo property) =>
        property.GetCustomAttributes<FormerNameAttribute>().Select(former => "--" + former.Name);

    private static string? Complaint(object value, RangeAttribute? range)
    {
        var items = value is Array many ? many.Cast<object>() : [value];
        return range is null || items.All(item => SettingRanges.Holds(range, item))
            ? null
            : $"is out of range (give {OptionValue.Show(range.Minimum)} to {OptionValue.Show(range.Maximum)})";
    }
}
